-- A submission looks by one statement and writes by one: each further one costs a tenth of the
-- whole.  What it answers is as before (0002), and so are the keys, unique ones and foreign ones,
-- that hold it.

/*
 * Until the end of the transaction.  No row is locked, for then one would have to be written
 * for each person; two people whose hashes begin alike would wait for each other, no more.
 */
create or replace function centre.lock_person(person centre.hash) returns void
language plpgsql as $$
begin
	perform pg_advisory_xact_lock(('x' || encode(substr(person, 1, 8), 'hex'))::bit(64)::bigint);
end $$;

-- A row a person was there to be locked, and cost a write for each.
alter table centre.application drop constraint application_person_fkey;
alter table centre.withdrawal drop constraint withdrawal_person_fkey;
drop table centre.person;

drop function centre.settle(text, jsonb, centre.hash);
drop function centre.take_slot, centre.had_before;

/*
 * What is new about an application whose person is locked: its answer; null: no pack in
 * force counts its class.  One statement, which finds all of it.
 */
create function centre.settle(item jsonb, person centre.hash) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
	withdrawn boolean;
	had boolean;
	counted smallint;
	free smallint;
begin
	select exists (select from centre.withdrawal w
			where w.application = item->>'key' and w.person = settle.person),
	       exists (select from centre.once o
			where o.person = settle.person and o.occupation = item->>'occupation'
			  and o.level = item->>'level' and o.released is null),
	       l.most,
	       (select n from generate_series(1, l.most) n where not exists (
			select from centre.slot s
			where s.person = settle.person and s.year = (item->>'year')::smallint
			  and s.class = l.class and s.no = n and s.released is null)
		order by n limit 1)
		into withdrawn, had, counted, free
		from (select) as one left join centre.yearly_limit l on l.class = item->>'class';
	return case
		when item->>'class' is not null and counted is null then null
		when withdrawn then '{"outcome": "withdrawn"}'
		when had then '{"outcome": "had_before"}'
		when counted is not null and free is null then '{"outcome": "none_free"}'
		else jsonb_build_object('outcome', 'taken', 'slot', free) end;
end $$;

create or replace function gate.submit(serial text, item jsonb, sealed bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	kiosk text := (centre.speaker(serial)).name;
	person centre.hash := decode(item->>'person', 'hex');
	hash centre.hash := centre.body_hash(item, sealed);
	locked text := centre.lock_person(person);
	answer jsonb;
	written bigint;
begin
	if kiosk is null then
		return '{"outcome": "unknown_kiosk"}';
	end if;
	answer := centre.settle(item, person);
	if answer is null then
		return '{"outcome": "unknown_class"}';
	end if;
	-- A key that is there already takes nothing: what its own rows made of the answer is dropped.
	with a as (
		insert into centre.application (key, kiosk, person, year, region, class, occupation,
						level, items, about, pack, signed, body_hash, sealed,
						answer)
			values (item->>'key', kiosk, person, (item->>'year')::smallint,
				(item->>'region')::smallint, item->>'class', item->>'occupation',
				item->>'level', item->'items', coalesce(item->'about', '{}'),
				item->>'pack', (item->>'signed')::timestamptz, hash,
				submit.sealed, answer)
			on conflict (key) do nothing
			returning key, person, year, class, occupation, level),
	s as (insert into centre.slot (person, year, class, no, application)
			select a.person, a.year, a.class, (answer->>'slot')::smallint, a.key
			from a where answer->>'slot' is not null),
	o as (insert into centre.once (person, occupation, level, application)
			select a.person, a.occupation, a.level, a.key
			from a where a.occupation is not null and answer->>'outcome' = 'taken')
	insert into centre.application_status (application, status, who)
		select a.key, centre.first_status(answer), kiosk from a;
	get diagnostics written = row_count;
	return case when written = 1 then answer
		else centre.known_answer(kiosk, item->>'key', hash) end;
end $$;
