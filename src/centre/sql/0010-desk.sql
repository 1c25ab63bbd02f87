-- The desk: who works there, what may be done to an application and by whom, and
-- what was done.  Each application stands in exactly one queue, because a queue is
-- one column; each step is a row of desk.move, and only desk.advance takes one.
--
-- The desk's program may call desk_api.call and nothing else.  That function runs as
-- desk_owner, who owns no table: so the policies of a district hold for it.

create schema desk;
create schema desk_api;
revoke all on schema desk, desk_api from public;

do $$
begin
	if not exists (select from pg_roles where rolname = 'desk_web') then
		create role desk_web nologin;
	end if;
	if not exists (select from pg_roles where rolname = 'desk_owner') then
		create role desk_owner nologin;
	end if;
end $$;
grant desk_owner to current_user;
grant usage on schema desk_api to desk_web;

create type desk.role as enum ('clerk', 'reviewer', 'supervisor', 'auditor', 'technician');
create type desk.queue as enum (
	'new', 'verify', 'complete', 'review', 'pay', 'recall', 'decided');

-- ---- what a city sets ----

create table desk.setting (
	name text primary key,
	value text not null,
	about text not null
);
insert into desk.setting values
	('day', '', 'a day that the desk takes for today; empty: the machine''s'),
	('idle_minutes', '15', 'a session that does nothing ends after so long'),
	('session_hours', '8', 'and every session after so long'),
	('wrong_most', '5', 'wrong sign-ins of a name before it waits'),
	('wrong_minutes', '15', 'how long it waits');

create function desk.setting(name text) returns text language sql stable as $$
	select s.value from desk.setting s where s.name = setting.name
$$;

create function desk.today() returns date language sql stable as $$
	select coalesce(nullif(desk.setting('day'), '')::date,
			(now() at time zone 'Asia/Shanghai')::date)
$$;

-- Days that differ from Monday to Friday: a holiday, or a Saturday that is worked.
create table desk.odd_day (
	day date primary key,
	works boolean not null,
	why text not null
);

create function desk.is_working_day(day date) returns boolean language sql stable as $$
	select coalesce((select o.works from desk.odd_day o where o.day = is_working_day.day),
			extract(isodow from is_working_day.day) < 6)
$$;

-- The n-th working day after a day.
create function desk.add_working_days(day date, n int) returns date
language plpgsql stable as $$
#variable_conflict use_column
declare
	at date := add_working_days.day;
	left_over int := n;
begin
	while left_over > 0 loop
		at := at + 1;
		if desk.is_working_day(at) then
			left_over := left_over - 1;
		end if;
	end loop;
	return at;
end $$;

-- ---- staff ----

create table desk.staff (
	id int generated always as identity primary key,
	name text not null unique check (name ~ '^[a-z][a-z0-9.-]{1,38}$'),
	shown text not null check (length(shown) between 1 and 40),
	role desk.role not null,
	region centre.region not null,	-- 0: the whole city
	password text not null check (password like '$argon2id$%'),
	totp bytea not null,		-- the second factor's secret, sealed with the desk's key
	last_step bigint not null default 0,	-- of the second factor: none is taken twice
	since timestamptz not null default now(),
	left_on timestamptz
);

create table desk.session (
	token centre.hash primary key,	-- the hash of what the browser holds
	staff int not null references desk.staff,
	made timestamptz not null default now(),
	seen timestamptz not null default now(),
	ended timestamptz
);

create table desk.attempt (
	seq bigint generated always as identity primary key,
	name text not null,
	at timestamptz not null default clock_timestamp(),
	good boolean not null
);
create index on desk.attempt (name, at);

-- ---- what may be done ----

create table desk.action (
	name text primary key check (name ~ '^[a-z_]+$'),
	about text not null
);
-- Who may: role × action.  What has no row is refused.
create table desk.may (
	role desk.role,
	action text references desk.action,
	primary key (role, action)
);
-- The steps of an application; a kind that is no row from where it stands is refused.
create table desk.move (
	kind text,
	from_queue desk.queue,
	to_queue desk.queue not null,
	primary key (kind, from_queue, to_queue)
);
insert into desk.move values
	('accept', 'new', 'new'),
	('ask_complete', 'new', 'complete'),
	('completed', 'complete', 'new'),
	('verify', 'new', 'verify'),
	('verified', 'verify', 'new'),
	('propose', 'new', 'review'),
	('propose', 'complete', 'review'),	-- what was asked for did not come
	('send_back', 'review', 'new'),
	('confirm', 'review', 'pay'),
	('confirm', 'review', 'decided'),
	('pay', 'pay', 'decided'),
	('recall', 'decided', 'recall'),
	('repaid', 'recall', 'recall'),
	('repaid', 'recall', 'decided'),
	('withdrawn', 'new', 'decided'),
	('withdrawn', 'verify', 'decided'),
	('withdrawn', 'complete', 'decided'),
	('withdrawn', 'review', 'decided');

-- ---- cases ----

create table desk.casefile (
	key centre.key primary key references centre.application
		deferrable initially deferred,
	region centre.region not null,
	queue desk.queue not null default 'new',
	outcome text check (outcome in ('approve', 'refuse', 'not_accepted', 'withdrawn')),
	signed timestamptz not null,
	since timestamptz not null default clock_timestamp(),
	due date,
	proposed_by int references desk.staff,
	-- filled when the desk has opened the sealed part
	receipt_no text check (length(receipt_no) between 1 and 23),	-- two halls may give the same
	person_hash centre.hash,	-- of the number, with the desk's key
	label bytea,			-- what a list shows, sealed with the desk's key
	course text check (length(course) between 1 and 64),
	doubt smallint,			-- facts that contradict each other
	opened timestamptz
);
-- Doubt first, then the oldest; what is decided lies by its day.
create index casefile_open on desk.casefile (queue, (coalesce(doubt, 0) > 0) desc, signed, key)
	where queue <> 'decided';
create index casefile_decided on desk.casefile (signed desc, key) where queue = 'decided';
create index casefile_of_course on desk.casefile (course) where queue = 'pay';
create index casefile_unread on desk.casefile (signed) where opened is null;
create index on desk.casefile (person_hash);
create index on desk.casefile (receipt_no);

-- Everything that happened to a case; a case is what its events made of it.
create table desk.event (
	seq bigint generated always as identity primary key,
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
	foreign key (kind, from_queue, to_queue) references desk.move
);
create index on desk.event (key, seq);
create trigger event_stays before update or delete or truncate on desk.event
	for each statement execute function centre.never_changes();

-- What two people decided.
create table desk.decision (
	key centre.key primary key references desk.casefile,
	region centre.region not null,
	outcome text not null check (outcome in ('approve', 'refuse', 'not_accepted')),
	items jsonb not null check (jsonb_typeof(items) = 'array'),
	fen bigint not null check (fen >= 0),
	reason text not null,
	proposed_by int not null references desk.staff,
	confirmed_by int not null references desk.staff,
	day date not null default desk.today(),
	check (proposed_by <> confirmed_by)
);
create index decision_counted on desk.decision (day) include (region, outcome);
create trigger decision_stays before update or delete or truncate on desk.decision
	for each statement execute function centre.never_changes();

-- ---- money ----

create table desk.pay_run (
	id int generated always as identity primary key,
	region centre.region not null,
	period text not null check (period ~ '^20\d\d-(0[1-9]|1[0-2])$'),
	made timestamptz not null default clock_timestamp(),
	day date not null default desk.today(),
	made_by int not null references desk.staff,
	cases int not null check (cases > 0),
	fen bigint not null check (fen > 0)
);
create trigger pay_run_stays before update or delete or truncate on desk.pay_run
	for each statement execute function centre.never_changes();

create table desk.ledger (
	seq bigint generated always as identity primary key,
	key centre.key not null references desk.casefile,
	region centre.region not null,
	benefit text not null,
	kind text not null check (kind in ('pay', 'demand', 'repaid')),
	fen bigint not null check (fen > 0),
	pay_run int references desk.pay_run,
	day date not null default desk.today(),
	staff int not null references desk.staff,
	reason text not null,
	check ((kind = 'pay') = (pay_run is not null))
);
create unique index paid_once on desk.ledger (key, benefit) where kind = 'pay';
create index on desk.ledger (key);
create index on desk.ledger (pay_run);
create index ledger_counted on desk.ledger (day) include (region, fen) where kind = 'pay';
create trigger ledger_stays before update or delete or truncate on desk.ledger
	for each statement execute function centre.never_changes();

-- ---- courses: the steps of 五（二）, which belong to a class and not to an application ----

create table desk.step (
	flow text check (flow in ('QUAL', 'PROJECT')),
	no smallint,
	name text not null,
	title text not null,
	primary key (flow, no),
	unique (flow, name)
);
insert into desk.step values
	('QUAL', 1, 'listed', '公布目录'), ('QUAL', 2, 'enrolling', '报名'),
	('QUAL', 3, 'filed', '开班备案'), ('QUAL', 4, 'finished', '结业'),
	('QUAL', 5, 'examined', '考核鉴定'), ('QUAL', 6, 'published', '结果公示'),
	('QUAL', 7, 'claiming', '申领补贴'),
	('PROJECT', 1, 'called', '征集项目'), ('PROJECT', 2, 'listed', '公布项目'),
	('PROJECT', 3, 'training', '组织培训'), ('PROJECT', 4, 'evaluated', '结业评估'),
	('PROJECT', 5, 'published', '结果公示'), ('PROJECT', 6, 'allocated', '经费核拨');

create table desk.course (
	id text primary key check (length(id) between 1 and 64),
	flow text not null default 'QUAL' check (flow in ('QUAL', 'PROJECT')),
	region centre.region not null,
	title text not null
);
create table desk.course_step (
	course text references desk.course,
	flow text not null,
	no smallint,
	day date not null,
	staff int not null references desk.staff,
	reason text not null,
	primary key (course, no),
	foreign key (flow, no) references desk.step
);
create trigger course_step_stays before update or delete or truncate on desk.course_step
	for each statement execute function centre.never_changes();

-- ---- annex 1 ----

create table desk.region (
	region centre.region primary key,
	name text not null unique
);
create table desk.target (
	region centre.region references desk.region,
	year smallint check (year between 2019 and 2100),
	persons int not null check (persons >= 0),
	primary key (region, year)
);

-- A month that was closed stays as it was.
create table desk.closed_month (
	month text primary key check (month ~ '^20\d\d-(0[1-9]|1[0-2])$'),
	day date not null default desk.today(),
	staff int not null references desk.staff
);
create table desk.closed_row (
	month text references desk.closed_month,
	region centre.region,
	persons int not null,
	fen bigint not null,
	primary key (month, region)
);
create trigger month_stays before update or delete or truncate on desk.closed_month
	for each statement execute function centre.never_changes();
create trigger month_row_stays before update or delete or truncate on desk.closed_row
	for each statement execute function centre.never_changes();

-- ---- a district sees its own ----

/* Of who speaks, as desk.enter set it for this transaction; nobody: none. */
create function desk.my_region() returns int language sql stable as $$
	select nullif(current_setting('desk.region', true), '')::int
$$;

alter table centre.application enable row level security;
alter table desk.casefile enable row level security;
alter table desk.ledger enable row level security;
alter table desk.pay_run enable row level security;
create policy desk_district on centre.application to desk_owner
	using ((select desk.my_region()) in (0, region));
create policy desk_district on desk.casefile to desk_owner
	using ((select desk.my_region()) in (0, region));
create policy desk_district on desk.ledger to desk_owner
	using ((select desk.my_region()) in (0, region));
create policy desk_district on desk.pay_run to desk_owner
	using ((select desk.my_region()) in (0, region));
alter table desk.event enable row level security;
alter table desk.decision enable row level security;
create policy desk_district on desk.event to desk_owner
	using ((select desk.my_region()) in (0, region));
create policy desk_district on desk.decision to desk_owner
	using ((select desk.my_region()) in (0, region));
