-- A submission looks by one statement and writes by one, its case among the rest, and calls no
-- function that has statements of its own.  What it answers is as before (0031).

/* A lone expression, which is put in its caller's place; what holds is the lock, as before. */
create or replace function centre.lock_person(person centre.hash) returns void
language sql as $$
	select pg_advisory_xact_lock(('x' || encode(substr(person, 1, 8), 'hex'))::bit(64)::bigint)
$$;

-- A class that was counted once stays one, so whoever names it need not hold its row: all
-- submissions of a city would hold the same one at once.
create function centre.class_stays() returns trigger language plpgsql as $$
begin
	if tg_op = 'UPDATE' and new.class = old.class then
		return new;
	end if;
	raise exception 'a class that was counted stays: %', old.class;
end $$;
create trigger class_stays before update or delete on centre.yearly_limit
	for each row execute function centre.class_stays();
alter table centre.application drop constraint application_class_fkey;
alter table centre.slot drop constraint slot_class_fkey;

-- The case is opened with the application's own rows.
drop trigger case_opens on centre.application;
drop function desk.open_case();

drop function centre.settle(jsonb, centre.hash);

/* The lowest number from 1 to most whose bit is not set; null: none. */
create function centre.lowest_free(taken int, most int) returns smallint
language sql immutable as $$
	select case when most >= 1 and taken & 2 = 0 then 1 when most >= 2 and taken & 4 = 0 then 2
		when most >= 3 and taken & 8 = 0 then 3 when most >= 4 and taken & 16 = 0 then 4
		when most >= 5 and taken & 32 = 0 then 5 when most >= 6 and taken & 64 = 0 then 6
		when most >= 7 and taken & 128 = 0 then 7 when most >= 8 and taken & 256 = 0 then 8
		when most >= 9 and taken & 512 = 0 then 9 end::smallint
$$;

create or replace function gate.submit(serial text, item jsonb, sealed bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	this_key text := item->>'key';
	this_class text := item->>'class';
	this_year smallint := (item->>'year')::smallint;
	trade text := item->>'occupation';
	this_level text := item->>'level';
	this_person bytea := decode(item->>'person', 'hex');
	hash bytea := sha256(convert_to(item::text, 'UTF8') || '\x00'::bytea || sealed);
	locked text := centre.lock_person(this_person);
	speaker text;
	counted smallint;
	taken int;
	withdrawn boolean;
	had boolean;
	free smallint;
	answer jsonb;
	written bigint;
begin
	select (select c.kiosk from centre.kiosk_certificate c
			where c.serial = submit.serial and c.revoked is null
			  and now() >= c.valid_from and now() < c.valid_until),
	       (select l.most from centre.yearly_limit l where l.class = this_class),
	       (select coalesce(bit_or(1 << s.no), 0) from centre.slot s
			where s.person = this_person and s.year = this_year
			  and s.class = this_class and s.released is null),
	       exists (select from centre.withdrawal w
			where w.application = this_key and w.person = this_person),
	       exists (select from centre.once o
			where o.person = this_person and o.occupation = trade
			  and o.level = this_level and o.released is null)
		into speaker, counted, taken, withdrawn, had;
	free := centre.lowest_free(taken, counted);
	answer := case
		when speaker is null then '{"outcome": "unknown_kiosk"}'
		when this_class is not null and counted is null then '{"outcome": "unknown_class"}'
		when withdrawn then '{"outcome": "withdrawn"}'
		when had then '{"outcome": "had_before"}'
		when counted is not null and free is null then '{"outcome": "none_free"}'
		else jsonb_build_object('outcome', 'taken', 'slot', free) end;
	if speaker is null or (this_class is not null and counted is null) then
		return answer;
	end if;
	-- A key that is there already takes nothing: what its own rows made of the answer is dropped.
	with a as (
		insert into centre.application (key, kiosk, person, year, region, class, occupation,
						level, items, about, pack, signed, body_hash, sealed,
						answer)
			values (this_key, speaker, this_person, this_year,
				(item->>'region')::smallint, this_class, trade, this_level,
				item->'items', coalesce(item->'about', '{}'), item->>'pack',
				(item->>'signed')::timestamptz, hash, submit.sealed, answer)
			on conflict (key) do nothing
			returning key, region, signed),
	s as (insert into centre.slot (person, year, class, no, application)
			select this_person, this_year, this_class, free, a.key
			from a where counted is not null and answer ? 'slot'),
	o as (insert into centre.once (person, occupation, level, application)
			select this_person, trade, this_level, a.key
			from a where trade is not null and answer ? 'slot'),
	c as (insert into desk.casefile (key, region, signed) select a.key, a.region, a.signed from a
		on conflict do nothing)
	insert into centre.application_status (application, status, who)
		select a.key, (case when answer ? 'slot' then 'received'
				    when withdrawn then 'withdrawn' else 'at_staff' end)::centre.status, speaker
		from a;
	get diagnostics written = row_count;
	return case when written = 1 then answer
		else centre.known_answer(speaker, this_key, hash) end;
end $$;
drop function centre.first_status(jsonb);
