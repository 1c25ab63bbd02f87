-- What is only ever written behind what was, and grows with every visit, lies in a table a year:
-- who asked and looked (audit), and what was done to a case (event).  A year is copied and vacuumed
-- by itself, and is taken off whole when its time is over.  What has a key over all years stays in
-- one table; README.md says what either costs.

create table centre.by_year (
	name text primary key		-- of the table, with its schema; its column at says the year
);
insert into centre.by_year values ('centre.audit'), ('desk.event');

create function centre.year_begins(year int) returns text
language sql immutable as $$
	select format('%L', make_timestamptz(year, 1, 1, 0, 0, 0, 'Asia/Shanghai'))
$$;

-- A part of its own: as closed as the whole is, to whoever names it instead.
create function centre.close_part(name text, part text) returns void
language plpgsql as $$
begin
	execute format('create trigger stays before update or delete or truncate on %s'
		' for each statement execute function centre.never_changes()', part);
	if (select relrowsecurity from pg_class where oid = name::regclass) then
		execute format('alter table %s enable row level security', part);
	end if;
end $$;

-- What came before its year was made lies in the rest, and moves into it.
create function centre.make_year(name text, year int) returns boolean
language plpgsql as $$
declare
	part text := format('%s_%s', name, year);
	begins text := centre.year_begins(year);
	ends text := centre.year_begins(year + 1);
begin
	if to_regclass(part) is not null then
		return false;
	end if;
	execute format('create table %s (like %s including defaults including constraints)', part, name);
	execute format('alter table %s_rest disable trigger user', name);
	execute format('with moved as (delete from %s_rest where at >= %s and at < %s returning *)'
		' insert into %s select * from moved', name, begins, ends, part);
	execute format('alter table %s_rest enable trigger user', name);
	execute format('alter table %s attach partition %s for values from (%s) to (%s)',
		name, part, begins, ends);
	perform centre.close_part(name, part);
	return true;
end $$;

-- This year and the next, of each.  Returns how many were made; called with every backup.
create function centre.make_years(today date default current_date) returns int
language plpgsql as $$
declare
	made int;
begin
	perform pg_advisory_xact_lock(hashtext('centre.make_years'));
	select count(*) filter (where centre.make_year(t.name, extract(year from today)::int + n)) into made
		from centre.by_year t, generate_series(0, 1) n;
	return made;
end $$;

-- ---- what is there moves over ----

-- What speaks of a table's rows (views, functions that return one), as statements that make it
-- again; a function is dropped here, because its type goes with the table.
create function pg_temp.take_along(name regclass) returns text[] language plpgsql as $$
declare
	statements text[];
	made record;
begin
	select array_agg(format('create or replace view %s as %s', v.view, pg_get_viewdef(v.view)))
		into statements from (
			select distinct r.ev_class::regclass as view from pg_depend d
			join pg_rewrite r on r.oid = d.objid
			where d.classid = 'pg_rewrite'::regclass and d.refobjid = take_along.name) v;
	for made in select p.oid::regprocedure::text as function, pg_get_functiondef(p.oid) as text
		from pg_proc p join pg_class c on c.reltype = p.prorettype where c.oid = take_along.name loop
		execute format('drop function %s', made.function);
		statements := statements || made.text
			|| format('grant execute on function %s to desk_owner', made.function);
	end loop;
	return coalesce(statements, '{}');
end $$;

create function pg_temp.run_all(statements text[]) returns void language plpgsql as $$
declare
	statement text;
begin
	foreach statement in array statements loop
		execute statement;
	end loop;
end $$;

-- From NAME_before into the years that it has, and its numbers go on.
create function pg_temp.pour(name text, along text[]) returns void language plpgsql as $$
declare
	last bigint;
begin
	execute format('create table %s_rest partition of %s default', name, name);
	perform centre.close_part(name, name || '_rest');
	execute format('select count(centre.make_year(%L, y.year)) from (select distinct'
		' extract(year from at at time zone ''Asia/Shanghai'')::int as year from %s_before) y',
		name, name) into last;
	execute format('insert into %s overriding system value select * from %s_before', name, name);
	-- its foreign keys are looked at now: no index is made before
	set constraints all immediate;
	set constraints all deferred;
	execute format('select max(seq) from %s', name) into last;
	perform setval(pg_get_serial_sequence(name, 'seq'), coalesce(last, 1), last is not null);
	perform pg_temp.run_all(along);
	execute format('drop table %s_before', name);
end $$;

create temporary table along (name text, statements text[]) on commit drop;
insert into along select b.name, pg_temp.take_along(b.name::regclass) from centre.by_year b;

alter table centre.audit rename to audit_before;
alter table centre.audit_before rename constraint audit_pkey to audit_before_pkey;
create table centre.audit (
	seq bigint generated always as identity,
	at timestamptz not null default clock_timestamp(),
	who text not null,
	what text not null check (what ~ '^[a-z]+(\.[a-z_]+)+$'),
	person centre.hash,
	detail jsonb not null default '{}',
	primary key (seq, at)
) partition by range (at);
do $$ begin perform pg_temp.pour(name, statements) from along where name = 'centre.audit'; end $$;
create trigger audit_stays before update or delete or truncate on centre.audit
	for each statement execute function centre.never_changes();
create index audit_of_case on centre.audit ((detail->>'key'), seq) where what = 'desk.case_seen';
create index audit_alarms on centre.audit (what)
	where what in ('application.other_body', 'withdrawal.other_body', 'withdrawal.other_person');

alter table desk.event rename to event_before;
alter table desk.event_before rename constraint event_pkey to event_before_pkey;
create table desk.event (
	seq bigint generated always as identity,
	key centre.key not null references desk.casefile deferrable initially deferred,
	region centre.region not null,
	kind text not null,
	from_queue desk.queue not null,
	to_queue desk.queue not null,
	at timestamptz not null default clock_timestamp(),
	day date not null default desk.today(),
	staff int references desk.staff,	-- null: the applicant, at a kiosk
	reason text check (length(reason) between 2 and 1000),
	due date,
	detail jsonb not null default '{}',
	foreign key (kind, from_queue, to_queue) references desk.move,
	primary key (seq, at)
) partition by range (at);
alter table desk.event enable row level security;
create policy desk_district on desk.event to desk_owner
	using ((select desk.my_region()) in (0, region));
do $$ begin perform pg_temp.pour(name, statements) from along where name = 'desk.event'; end $$;
create index event_of_case on desk.event (key, seq);
create index event_at on desk.event (at);
create trigger event_stays before update or delete or truncate on desk.event
	for each statement execute function centre.never_changes();

do $$ begin perform centre.make_years(); end $$;

grant select, insert on centre.audit, desk.event to desk_owner;
