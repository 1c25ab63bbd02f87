-- Which kinds of training a class counts together, and over which time, come from the pack that was
-- published last, as its figure does (0053).

alter table centre.yearly_limit
	add column kinds text[],			-- null: whatever kiosks send as the class
	add column rolling boolean not null default false;	-- twelve months, not the calendar year

create function centre.limit_words(most int, rolling boolean) returns text
language sql immutable as $$
	select most || case when rolling then ' in twelve months' else ' a year' end
$$;

create function centre.limits_in(limits jsonb)
returns table (class text, most smallint, rolling boolean, kinds text[])
language sql immutable as $$
	select n.key, (n.value->>'most')::smallint, (n.value->>'rolling')::boolean,
	       array(select jsonb_array_elements_text(n.value->'kinds'))
	from jsonb_each(limits) n
$$;

/*
 * limits: {CLASS: {"most", "kinds", "rolling"}} of a pack.  Returns what is other than before, a line
 * each; null: nothing.  A class that the pack does not count stays as it is.
 */
create or replace function centre.limits_of_pack(pack text, limits jsonb) returns text
language plpgsql as $$
#variable_conflict use_column
declare
	said text;
begin
	select string_agg(x.line, E'\n' order by x.class, x.nth) into said from (
		select n.class, 1 as nth, format('%s: %s, %s before', n.class, centre.limit_words(n.most, n.rolling),
				case when l.class is null then 'none' when l.rolling = n.rolling then l.most::text
				     else centre.limit_words(l.most, l.rolling) end) as line
			from centre.limits_in(limits) n left join centre.yearly_limit l on l.class = n.class
			where (l.most, l.rolling) is distinct from (n.most, n.rolling)
		union all
		select n.class, 2, format('%s: counts %s', n.class, array_to_string(n.kinds, ', '))
			from centre.limits_in(limits) n join centre.yearly_limit l on l.class = n.class
			where l.kinds <> n.kinds) x;
	insert into centre.yearly_limit (class, most, kinds, rolling, pack)
		select n.class, n.most, n.kinds, n.rolling, limits_of_pack.pack from centre.limits_in(limits) n
		on conflict (class) do update set most = excluded.most, kinds = excluded.kinds,
			rolling = excluded.rolling, pack = excluded.pack;
	if said is not null then
		insert into centre.audit (who, what, detail) values (session_user, 'limit.of_pack',
			jsonb_build_object('pack', limits_of_pack.pack, 'limits', limits));
	end if;
	return said;
end $$;

-- ---- a submission ----

/* The day for which a kiosk decided; of one that did not say, when it was signed. */
create function centre.day_of(about jsonb, signed timestamptz) returns date
language sql stable as $$
	select coalesce((about->>'decided')::date, (signed at time zone 'Asia/Shanghai')::date)
$$;

/*
 * How many of the person's there are already in the fullest twelve months that the day lies in:
 * those that end with it, or with a later one that came before it.
 */
create function centre.in_twelve_months(person bytea, class text, kinds text[], day date) returns bigint
language sql stable as $$
	with held as (
		select centre.day_of(a.about, a.signed) as day from centre.application a
		where a.person = in_twelve_months.person and a.class = in_twelve_months.class
		  and a.slot is not null and (a.about->>'kind' <> all (kinds)) is not true)
	select coalesce(max(n), 0) from (
		select (select count(*) from held h where h.day > e.day - interval '12 months' and h.day <= e.day) as n
		from (select in_twelve_months.day union all select h.day from held h
			where h.day > in_twelve_months.day
			  and h.day < in_twelve_months.day + interval '12 months') e (day)) x
$$;

-- As 0032 has it, and what it takes (0055) is written with it, in its own row.  A kind that its class
-- does not count is of no class, and whoever holds a number for one that counts no longer holds one more.
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
	with a as (
		insert into centre.application (key, kiosk, person, year, region, class, occupation,
						level, items, about, pack, signed, body_hash, sealed,
						answer, slot, held)
			values (this_key, speaker, this_person, this_year,
				(item->>'region')::smallint, this_class, trade, this_level,
				item->'items', coalesce(item->'about', '{}'), item->>'pack',
				(item->>'signed')::timestamptz, hash, submit.sealed, answer,
				(answer->>'slot')::smallint, answer ? 'slot')
			on conflict (key) do nothing
			returning key, region, signed)
	insert into desk.casefile (key, region, signed) select a.key, a.region, a.signed from a;
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
