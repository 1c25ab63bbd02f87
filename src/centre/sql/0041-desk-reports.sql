-- Both annexes by one set of rows, from which page, table, workbook and paper are made; a closed
-- month beside what came after it; and each figure opened to its applications.

-- ---- annex 2: what departments plan; their numbers are within those of the districts (RA2-4) ----

create table desk.department (
	department smallint primary key check (department between 1 and 99),
	name text not null unique check (length(name) between 2 and 40)
);
create table desk.department_target (
	department smallint references desk.department,
	year smallint check (year between 2019 and 2100),
	persons int not null check (persons >= 0),
	primary key (department, year)
);

-- Whose task a course is; a figure of annex 2 is that of its courses.
alter table desk.course add column department smallint references desk.department;

-- What is counted by course stands beside what is counted, so that a year is read at once.
alter table desk.decision add column course text;
alter table desk.ledger add column course text;
alter table desk.decision disable trigger decision_stays;
alter table desk.ledger disable trigger ledger_stays;
update desk.decision d set course = c.course from desk.casefile c where c.key = d.key and c.course is not null;
update desk.ledger l set course = c.course from desk.casefile c where c.key = l.key and c.course is not null;
alter table desk.decision enable trigger decision_stays;
alter table desk.ledger enable trigger ledger_stays;

create function desk.note_course() returns trigger language plpgsql
set search_path = pg_catalog as $$
#variable_conflict use_column
begin
	new.course := (select c.course from desk.casefile c where c.key = new.key);
	return new;
end $$;
create trigger decision_of_course before insert on desk.decision
	for each row execute function desk.note_course();
create trigger ledger_of_course before insert on desk.ledger
	for each row execute function desk.note_course();

drop index desk.decision_counted;
create index decision_counted on desk.decision (day) include (region, outcome, course);
drop index desk.ledger_counted;
create index ledger_counted on desk.ledger (day) include (region, fen, benefit, course) where kind = 'pay';
create index ledger_back on desk.ledger (key) include (fen, day, kind) where kind <> 'pay';

-- [{"department", "name", "year", "persons"}], from a city's table.
create function desk.import_department_targets(rows jsonb) returns bigint language plpgsql as $$
#variable_conflict use_column
declare
	count bigint;
begin
	insert into desk.department
		select distinct (r->>'department')::smallint, r->>'name' from jsonb_array_elements(rows) r
		on conflict (department) do update set name = excluded.name;
	insert into desk.department_target
		select (r->>'department')::smallint, (r->>'year')::smallint, (r->>'persons')::int
		from jsonb_array_elements(rows) r
		on conflict (department, year) do update set persons = excluded.persons;
	get diagnostics count = row_count;
	return count;
end $$;

-- By month and department, as desk.done by district.
create function desk.done_by_department(first_day date, past_day date)
returns table (month date, department smallint, persons int, fen bigint) language sql stable as $$
	select x.month, co.department, sum(x.persons)::int, sum(x.fen)::bigint from (
		select date_trunc('month', d.day)::date as month, d.course, count(*) as persons, 0::bigint as fen
		from desk.decision d
		where d.outcome = 'approve' and d.day >= first_day and d.day < past_day group by 1, 2
		union all
		select date_trunc('month', l.day)::date, l.course, 0, sum(l.fen)
		from desk.ledger l
		where l.kind = 'pay' and l.day >= first_day and l.day < past_day group by 1, 2) x
	join desk.course co on co.id = x.course where co.department is not null
	group by 1, 2
$$;

-- A plan of departments is the whole city's: a district sees what was done in it, beside no plan.
create function desk.annex2(year int)
returns table (no smallint, name text, plan int, done int, rate numeric, fen bigint)
language sql stable as $$
	select p.department, p.name, t.persons, coalesce(d.persons, 0)::int,
	       round(100.0 * coalesce(d.persons, 0) / nullif(t.persons, 0), 1), coalesce(d.fen, 0)::bigint
	from desk.department p
	left join (select o.department, sum(o.persons) as persons, sum(o.fen) as fen
		from desk.done_by_department(make_date(year, 1, 1), make_date(year + 1, 1, 1)) o group by 1) d
		on d.department = p.department
	left join desk.department_target t on t.department = p.department and t.year = annex2.year
		and coalesce(desk.my_region(), 0) = 0
	order by p.department
$$;

-- ---- one set of rows ----

create function desk.annex(annex int, year int)
returns table (no smallint, name text, plan int, done int, rate numeric, fen bigint)
language sql stable as $$
	select a.region, a.name, a.plan, a.done, a.rate, a.fen from desk.annex1(annex.year) a where annex.annex = 1
	union all
	select b.* from desk.annex2(annex.year) b where annex.annex = 2
$$;

create function desk.annex_of(args jsonb) returns int language sql immutable as $$
	select coalesce((args->>'annex')::int, 1)
$$;

create function desk.annex_title(annex int, year text) returns text language sql immutable as $$
	select format('附件%s：%s 年%s培训进度', annex, year, case annex when 1 then '各地区' else '各部门' end)
$$;

create function desk.annex_head(annex int) returns jsonb language sql immutable as $$
	select jsonb_build_array(case annex when 1 then '地区' else '部门' end, '计划', '完成', '完成率%', '已拨（元）')
$$;

create function desk.fen_text(fen bigint) returns text language sql immutable as $$
	select to_char(fen / 100.0, 'FM999999999990.00')
$$;

create function desk.annex_csv(annex int, year int) returns text language sql stable as $$
	select E'\uFEFF' || (select string_agg(h, ',') from jsonb_array_elements_text(desk.annex_head(annex)) h)
		|| E'\r\n' || coalesce(string_agg(
		format(E'%s,%s,%s,%s,%s\r\n', '"' || replace(a.name, '"', '""') || '"',
		       coalesce(a.plan::text, ''), a.done, coalesce(a.rate::text, ''), desk.fen_text(a.fen)),
		'' order by a.no), '')
	from desk.annex(annex_csv.annex, annex_csv.year) a
$$;

create or replace function desk.annex1_csv(year int) returns text language sql stable as $$
	select desk.annex_csv(1, year)
$$;

create or replace function desk.do_report_csv(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('csv', desk.annex_csv(desk.annex_of(args), (args->>'year')::int))
$$;

-- For a workbook: what the program writes into cells, as it stands here.
create function desk.do_report_xlsx(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('sheet', jsonb_build_object(
		'title', desk.annex_title(desk.annex_of(args), args->>'year'), 'head', desk.annex_head(desk.annex_of(args)),
		'rows', coalesce(jsonb_agg(jsonb_build_array(a.name, a.plan, a.done, a.rate, a.fen / 100.0) order by a.no), '[]')))
	from desk.annex(desk.annex_of(args), (args->>'year')::int) a
$$;

create or replace function desk.do_report_paper(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('letter', jsonb_build_array(
		jsonb_build_array('kind', 'plain'),
		jsonb_build_array('title', desk.annex_title(desk.annex_of(args), args->>'year')),
		jsonb_build_array('to', '报表'),
		jsonb_build_array('lead', format('计划是文件附件%s的数；完成是复核通过的申请，算到 %s。',
			desk.annex_of(args), desk.today())),
		jsonb_build_array('hall', coalesce((select r.name from desk.region r where r.region = who.region), '全市')),
		jsonb_build_array('number', format('附件%s %s', desk.annex_of(args), args->>'year')),
		jsonb_build_array('foot', desk.today()::text),
		jsonb_build_array('heading', case desk.annex_of(args) when 1 then '各地区' else '各部门' end || '，单位：人次'))
	|| coalesce(jsonb_agg(jsonb_build_array('field', format('计划 %s，完成 %s，完成率 %s%%，已拨 %s 元', coalesce(a.plan::text, '—'), a.done,
		coalesce(a.rate::text, '—'), desk.fen_text(a.fen)), a.name) order by a.no), '[]')
	|| jsonb_build_array(jsonb_build_array('strong', format('合计：计划 %s，完成 %s，已拨 %s 元', coalesce(sum(a.plan), 0),
		coalesce(sum(a.done), 0), desk.fen_text(coalesce(sum(a.fen), 0)::bigint)))))
	from desk.annex(desk.annex_of(args), (args->>'year')::int) a
$$;

-- ---- a closed month, and what came after it ----

create table desk.closed_department (
	month text references desk.closed_month,
	department smallint,
	persons int not null,
	fen bigint not null,
	primary key (month, department)
);
create trigger closed_department_stays before update or delete or truncate on desk.closed_department
	for each statement execute function centre.never_changes();

create or replace function desk.do_close_month(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
declare
	first_day date := ((args->>'month') || '-01')::date;
	past_day date := (first_day + interval '1 month')::date;
begin
	if who.region <> 0 then
		return desk.failed('not_allowed');
	end if;
	if past_day > desk.today() then
		return desk.failed('wrong_step');
	end if;
	insert into desk.closed_month (month, staff) values (args->>'month', who.id);
	insert into desk.closed_row select args->>'month', r.region, coalesce(d.persons, 0), coalesce(d.fen, 0)
		from desk.region r left join desk.done(first_day, past_day) d on d.region = r.region;
	insert into desk.closed_department select args->>'month', p.department, coalesce(d.persons, 0), coalesce(d.fen, 0)
		from desk.department p left join desk.done_by_department(first_day, past_day) d on d.department = p.department;
	perform desk.note(who, 'desk.close_month', jsonb_build_object('month', args->>'month'));
	return '{}';
end $$;

-- Of what was paid in a month: how many were asked for it back since, and how much.
create function desk.asked_back(first_day date, past_day date)
returns table (month date, cases int, fen bigint) language sql stable as $$
	select date_trunc('month', p.day)::date, count(distinct b.key)::int, sum(b.fen)::bigint
	from (select l.key, sum(l.fen) as fen from desk.ledger l where l.kind = 'demand' group by l.key) b
	join lateral (select min(l.day) as day from desk.ledger l where l.key = b.key and l.kind = 'pay') p on true
	where p.day >= first_day and p.day < past_day group by 1
$$;

-- What a month was when it was closed, for the annex that is shown and whoever looks.
create function desk.closed_sum(annex int, month text) returns table (persons bigint, fen bigint)
language sql stable as $$
	select sum(r.persons), sum(r.fen)::bigint from desk.closed_row r
	where annex = 1 and r.month = closed_sum.month and coalesce(desk.my_region(), 0) in (0, r.region)
	having count(*) > 0
	union all
	select sum(r.persons), sum(r.fen)::bigint from desk.closed_department r
	where annex = 2 and r.month = closed_sum.month and coalesce(desk.my_region(), 0) = 0
	having count(*) > 0
$$;

create function desk.report_months(annex int, year int) returns jsonb language sql stable as $$
	with span as (select make_date(year, 1, 1) as first_day, make_date(year + 1, 1, 1) as past_day),
	done as (
		select extract(month from o.month)::int as n, sum(o.persons) as persons, sum(o.fen)::bigint as fen
		from span, desk.done(span.first_day, span.past_day) o where annex = 1 group by 1
		union all
		select extract(month from o.month)::int, sum(o.persons), sum(o.fen)::bigint
		from span, desk.done_by_department(span.first_day, span.past_day) o where annex = 2 group by 1),
	back as (select extract(month from b.month)::int as n, b.cases, b.fen
		from span, desk.asked_back(span.first_day, span.past_day) b)
	select jsonb_agg(jsonb_build_object('month', n, 'persons', coalesce(done.persons, 0), 'fen', coalesce(done.fen, 0),
		'closed', c.persons, 'closed_fen', c.fen, 'back', coalesce(back.cases, 0), 'back_fen', coalesce(back.fen, 0))
		order by n)
	from generate_series(1, 12) n left join done using (n) left join back using (n)
	left join lateral desk.closed_sum(annex, year || to_char(n, 'FM-00')) c on true
$$;

-- What was paid, by benefit; the ledger has them by their codes.
create function desk.report_benefits(year int) returns jsonb language sql stable as $$
	select coalesce(jsonb_agg(to_jsonb(b) order by b.fen desc, b.benefit), '[]') from (
		select l.benefit, count(*) as count, sum(l.fen)::bigint as fen from desk.ledger l
		where l.kind = 'pay' and l.day >= make_date(year, 1, 1) and l.day < make_date(year + 1, 1, 1)
		group by l.benefit) b
$$;

create or replace function desk.do_report(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('year', (args->>'year')::int, 'day', desk.today(), 'annex', desk.annex_of(args),
		'passed', round(100.0 * least(greatest(desk.today() + 1 - make_date((args->>'year')::int, 1, 1), 0),
			make_date((args->>'year')::int + 1, 1, 1) - make_date((args->>'year')::int, 1, 1))
			/ (make_date((args->>'year')::int + 1, 1, 1) - make_date((args->>'year')::int, 1, 1)), 1),
		'rows', coalesce((select jsonb_agg(to_jsonb(a) order by a.no)
			from desk.annex(desk.annex_of(args), (args->>'year')::int) a), '[]'),
		'months', desk.report_months(desk.annex_of(args), (args->>'year')::int),
		'benefits', desk.report_benefits((args->>'year')::int))
$$;

-- ---- a figure, opened ----

/*
 * The applications that a figure of the report counts: of a year, or its month where one is
 * named; of the row `no` of the annex, or all.  500 at most, and how many there are.
 */
create function desk.do_report_rows(who desk.staff, args jsonb) returns jsonb language sql as $$
	with span as (
		select make_date((args->>'year')::int, coalesce((args->>'month')::int, 1), 1) as first_day,
		       (make_date((args->>'year')::int, coalesce((args->>'month')::int, 12), 1) + interval '1 month')::date as past_day),
	counted as (
		select d.key, d.fen, d.day from span, desk.decision d
		where d.outcome = 'approve' and d.day >= span.first_day and d.day < span.past_day
		  and case when args->>'no' is null then desk.annex_of(args) = 1 or exists (select from desk.course co
				where co.id = d.course and co.department is not null)
			when desk.annex_of(args) = 1 then d.region = (args->>'no')::int
			else exists (select from desk.course co where co.id = d.course and co.department = (args->>'no')::int) end)
	select jsonb_build_object('count', (select count(*) from counted), 'rows', coalesce((
		select jsonb_agg(desk.row(c) || jsonb_build_object('fen', k.fen, 'decided_on', k.day) order by k.day, c.key)
		from (select * from counted order by day, key limit 500) k join desk.casefile c on c.key = k.key), '[]'))
$$;

-- ---- whose task a course is ----

create or replace function desk.do_courses(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object(
		'steps', (select jsonb_agg(to_jsonb(s) order by s.flow, s.no) from desk.step s),
		'departments', (select coalesce(jsonb_agg(to_jsonb(p) order by p.department), '[]') from desk.department p),
		'rows', coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'title', c.title,
			'flow', c.flow, 'region_name', (select r.name from desk.region r where r.region = c.region),
			'department', c.department,
			'department_name', (select p.name from desk.department p where p.department = c.department),
			'no', (select coalesce(max(s.no), 0) from desk.course_step s where s.course = c.id),
			'day', (select max(s.day) from desk.course_step s where s.course = c.id))
			order by c.id) from desk.course c where who.region in (0, c.region)), '[]'))
$$;

create function desk.do_course_department(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
begin
	update desk.course c set department = (args->>'department')::smallint
		where c.id = args->>'course' and who.region in (0, c.region);
	if not found then
		return desk.failed('not_found');
	end if;
	perform desk.note(who, 'desk.course_department', jsonb_build_object('course', args->>'course',
		'department', args->'department'));
	return '{}';
end $$;

insert into desk.action values
	('report_xlsx', 'a report as a workbook'), ('report_rows', 'what a figure counts'),
	('course_department', 'whose task a course is');
insert into desk.may
	select r.role, a.action from (values
	('report_xlsx', '{clerk,reviewer,supervisor,auditor}'), ('report_rows', '{clerk,reviewer,supervisor,auditor}'),
	('course_department', '{supervisor}')) a (action, roles),
	unnest(a.roles::desk.role[]) r (role);

grant select on all tables in schema desk to desk_owner;
grant insert on desk.closed_department to desk_owner;
grant execute on all functions in schema desk to desk_owner;
revoke execute on function desk.hire, desk.leave, desk.import_targets, desk.import_department_targets from desk_owner;

-- ---- asked back and come back are booked alike ----

-- The caller has looked at the sum.  wanted: where two ways go on.
create function desk.book_back(who desk.staff, c desk.casefile, kind text, ledger_kind text, fen bigint, reason text,
			       wanted desk.queue, detail jsonb)
returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	number bigint := desk.advance(c.key, book_back.kind, who.id, book_back.reason, wanted => book_back.wanted,
				      detail => book_back.detail || jsonb_build_object('fen', book_back.fen));
begin
	if number is not null then
		insert into desk.ledger (key, region, benefit, kind, fen, staff, reason)
			values (c.key, c.region, 'ALL', ledger_kind, book_back.fen, who.id, book_back.reason);
	end if;
	return desk.stepped(who, c, book_back.kind, number);
end $$;

create or replace function desk.do_recall(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
declare
	got record;
	fen bigint := (args->>'fen')::bigint;
begin
	got := desk.lock_case(args);
	if got.error is not null then
		return got.error;
	end if;
	if coalesce(args->>'ground', '') not in ('deceit', 'diversion', 'error') or fen is null
	   or fen not between 1 and desk.ledger_sum((got.c).key, 'pay')
		- desk.ledger_sum((got.c).key, 'demand') then
		return desk.failed('bad_input');
	end if;
	return desk.book_back(who, got.c, 'recall', 'demand', fen, args->>'reason', null,
		jsonb_build_object('ground', args->>'ground'));
end $$;

create or replace function desk.do_repaid(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
declare
	got record;
	fen bigint := (args->>'fen')::bigint;
	open_fen bigint;
begin
	got := desk.lock_case(args);
	if got.error is not null then
		return got.error;
	end if;
	open_fen := desk.ledger_sum((got.c).key, 'demand') - desk.ledger_sum((got.c).key, 'repaid');
	if fen is null or (got.c).queue = 'recall' and fen not between 1 and open_fen then
		return desk.failed('bad_input');
	end if;
	return desk.book_back(who, got.c, 'repaid', 'repaid', fen, args->>'reason',
		case when fen = open_fen then 'decided' else 'recall' end::desk.queue, '{}');
end $$;

grant execute on function desk.book_back to desk_owner;
