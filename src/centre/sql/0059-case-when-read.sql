-- A submission writes one row.  Its case is opened when the desk first reads what came, or when a
-- withdrawal comes before that: until then it stands nowhere but where it was answered to stand.

-- Those that are there have theirs.
alter table centre.application add column has_case boolean not null default true;
alter table centre.application alter column has_case set default false;
create index application_without_case on centre.application (signed) where not has_case;

create function desk.open_case(key text) returns void
language sql as $$
	with a as (update centre.application a set has_case = true
			where a.key = open_case.key and not a.has_case returning a.key, a.region, a.signed)
	insert into desk.casefile (key, region, signed) select a.key, a.region, a.signed from a
		on conflict do nothing
$$;

/* The oldest of who asks's own; what another opens at this moment is the other's. */
create function desk.open_cases(most int) returns void
language sql as $$
	with due as (select d.key from centre.application d where not d.has_case
			order by d.signed limit most for update skip locked),
	a as (update centre.application a set has_case = true from due
			where a.key = due.key returning a.key, a.region, a.signed)
	insert into desk.casefile (key, region, signed) select a.key, a.region, a.signed from a
		on conflict do nothing
$$;

-- As before, of those that are opened now among the rest.  It takes no lock of a person, so that a
-- withdrawal, which has one, may wait for the case.
create or replace function desk.do_unread(who desk.staff, args jsonb) returns jsonb
language plpgsql as $$
begin
	perform desk.open_cases(1000);
	return (select coalesce(jsonb_agg(jsonb_build_object('key', u.key, 'sealed', u.sealed)), '[]')
		from (select a.key, encode(a.sealed, 'base64') as sealed
		      from desk.casefile c join centre.application a on a.key = c.key
		      where c.opened is null order by c.signed limit 50) u);
end $$;

-- As before; there may be no case yet.
create or replace function desk.hear_withdrawal() returns trigger language plpgsql
security definer set search_path = pg_catalog as $$
begin
	perform desk.open_case(new.application);
	if exists (select from desk.casefile c where c.key = new.application and c.queue = 'decided') then
		return new;
	end if;
	if desk.advance(new.application, 'withdrawn', null, null, outcome => 'withdrawn') is null then
		raise exception 'the desk has gone on with this application'
			using errcode = 'serialization_failure';
	end if;
	return new;
end $$;

grant insert on desk.casefile to desk_owner;
grant update (has_case) on centre.application to desk_owner;
grant execute on function desk.open_case, desk.open_cases to desk_owner;
revoke execute on function desk.open_case, desk.open_cases from public;

-- As 0057 has it, without the case.
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
	counted_kinds text[];
	rolling boolean;
	taken int;
	others int;
	withdrawn boolean;
	had boolean;
	free smallint;
	answer jsonb;
	written bigint;
begin
	select (select c.kiosk from centre.kiosk_certificate c
			where c.serial = submit.serial and c.revoked is null
			  and now() >= c.valid_from and now() < c.valid_until),
	       exists (select from centre.withdrawal w
			where w.application = this_key and w.person = this_person),
	       l.most, l.kinds, l.rolling, p.taken, p.others, p.had
		into speaker, withdrawn, counted, counted_kinds, rolling, taken, others, had
		from (select) as one
		left join centre.yearly_limit l on l.class = this_class
		cross join lateral (
			select coalesce(bit_or(1 << a.slot) filter (where a.year = this_year and a.class = this_class),
					0) as taken,
			       count(a.slot) filter (where a.year = this_year and a.class = this_class
					and a.about->>'kind' <> all (l.kinds)) as others,
			       bool_or(a.held and a.occupation = trade and a.level = this_level) as had
			from centre.application a where a.person = this_person) p;
	if speaker is null then
		return '{"outcome": "unknown_kiosk"}';
	elsif this_class is not null and counted is null then
		return '{"outcome": "unknown_class"}';
	elsif item->'about'->>'kind' <> all (counted_kinds) then
		this_class := null;
		counted := null;
	end if;
	if counted is not null then
		free := centre.lowest_free(taken, least(counted + others, 9));
	end if;
	if rolling and free is not null and counted <= centre.in_twelve_months(this_person, this_class,
			counted_kinds, centre.day_of(item->'about', (item->>'signed')::timestamptz)) then
		free := null;
	end if;
	answer := case
		when withdrawn then '{"outcome": "withdrawn"}'
		when had then '{"outcome": "had_before"}'
		when counted is not null and free is null then '{"outcome": "none_free"}'
		else jsonb_build_object('outcome', 'taken', 'slot', free) end;
	-- A key that is there already takes nothing: what its own row made of the answer is dropped.
	insert into centre.application (key, kiosk, person, year, region, class, occupation,
					level, items, about, pack, signed, body_hash, sealed,
					answer, slot, held)
		values (this_key, speaker, this_person, this_year,
			(item->>'region')::smallint, this_class, trade, this_level,
			item->'items', coalesce(item->'about', '{}'), item->>'pack',
			(item->>'signed')::timestamptz, hash, submit.sealed, answer,
			(answer->>'slot')::smallint, answer ? 'slot')
		on conflict (key) do nothing;
	get diagnostics written = row_count;
	if written = 0 then
		return centre.known_answer(speaker, this_key, hash);
	end if;
	if withdrawn then
		insert into centre.application_status (application, status, who)
			values (this_key, 'withdrawn', speaker);
	end if;
	return answer;
end $$;
