-- Reports by benefit and by group of people: by which groups a person's facts put somebody in
-- (desk.person_group), as they were when the application was opened.  Whoever is in two groups
-- counts in both, so these rows have no sum.

alter table desk.decision add column groups text[] not null default '{}';
alter table desk.ledger add column groups text[] not null default '{}';

create or replace function desk.note_course() returns trigger language plpgsql
set search_path = pg_catalog as $$
#variable_conflict use_column
begin
	select c.course, c.groups into new.course, new.groups from desk.casefile c where c.key = new.key;
	new.groups := coalesce(new.groups, '{}');
	return new;
end $$;

drop index desk.decision_counted;
create index decision_counted on desk.decision (day) include (region, outcome, course, key, fen, groups);
drop index desk.ledger_counted;
create index ledger_counted on desk.ledger (day) include (region, fen, benefit, course, groups, key) where kind = 'pay';

-- Of nobody's group: there was no word of any.
create function desk.group_codes(groups text[]) returns text[] language sql immutable as $$
	select case when cardinality(groups) = 0 then '{-}' else groups end
$$;

-- By month: payments of a benefit, or approved applications of a group; and what was paid.
create function desk.broken_down(by text, year int)
returns table (code text, month int, done bigint, fen bigint) language sql stable as $$
	with span as (select make_date(year, 1, 1) as first_day, make_date(year + 1, 1, 1) as past_day)
	select x.code, x.month, sum(x.done)::bigint, sum(x.fen)::bigint from (
		select l.benefit as code, extract(month from l.day)::int as month, count(*) as done, sum(l.fen) as fen
		from span, desk.ledger l
		where broken_down.by = 'benefit' and l.kind = 'pay' and l.day >= span.first_day and l.day < span.past_day group by 1, 2
		union all
		select g, d.month, sum(d.done), 0 from (
			select d.groups, extract(month from d.day)::int as month, count(*) as done from span, desk.decision d
			where broken_down.by = 'group' and d.outcome = 'approve' and d.day >= span.first_day and d.day < span.past_day
			group by 1, 2) d, unnest(desk.group_codes(d.groups)) g group by 1, 2
		union all
		select g, l.month, 0, sum(l.fen) from (
			select l.groups, extract(month from l.day)::int as month, sum(l.fen) as fen from span, desk.ledger l
			where broken_down.by = 'group' and l.kind = 'pay' and l.day >= span.first_day and l.day < span.past_day
			group by 1, 2) l, unnest(desk.group_codes(l.groups)) g group by 1, 2) x
	group by 1, 2
$$;

create function desk.code_title(by text, code text) returns text language sql stable as $$
	select coalesce(case by when 'benefit' then (select b.title from desk.benefit b where b.code = code_title.code)
		else (select g.title from desk.person_group g where g.fact = code_title.code) end,
		case code_title.code when '-' then '没有说是哪一类' else code_title.code end)
$$;

-- What page, table, workbook and paper are made from; months: done in each of the twelve.
create function desk.breakdown(by text, year int)
returns table (code text, name text, done bigint, fen bigint, months bigint[]) language sql stable as $$
	with rows as materialized (select * from desk.broken_down(breakdown.by, breakdown.year))
	select r.code, desk.code_title(breakdown.by, r.code), sum(r.done)::bigint, sum(r.fen)::bigint,
	       array(select coalesce((select o.done from rows o where o.code = r.code and o.month = n), 0)
		from generate_series(1, 12) n order by n)
	from rows r group by r.code order by 3 desc, 1
$$;

create function desk.breakdown_title(args jsonb) returns text language sql immutable as $$
	select format('%s 年按%s', args->>'year', case args->>'by' when 'benefit' then '补贴项目' else '人群' end)
$$;

create function desk.breakdown_head(by text) returns jsonb language sql immutable as $$
	select jsonb_build_array(case by when 'benefit' then '项目' else '人群' end,
		case by when 'benefit' then '笔数' else '人次' end, '已拨（元）')
		|| (select jsonb_agg(n || ' 月' order by n) from generate_series(1, 12) n)
$$;

create function desk.breaks_down(args jsonb) returns boolean language sql immutable as $$
	select coalesce(args->>'by', '') in ('benefit', 'group') and coalesce((args->>'year')::int, 0) between 2019 and 2100
$$;

create function desk.do_breakdown(who desk.staff, args jsonb) returns jsonb language sql as $$
	select case when not desk.breaks_down(args) then desk.failed('bad_input') else jsonb_build_object(
		'title', desk.breakdown_title(args), 'day', desk.today(), 'rows', coalesce((
		select jsonb_agg(to_jsonb(b) order by b.done desc, b.code) from desk.breakdown(args->>'by', (args->>'year')::int) b), '[]')) end
$$;

create function desk.do_breakdown_csv(who desk.staff, args jsonb) returns jsonb language sql as $$
	select case when not desk.breaks_down(args) then desk.failed('bad_input') else jsonb_build_object('csv', E'\uFEFF' || (
		select string_agg(h, ',') from jsonb_array_elements_text(desk.breakdown_head(args->>'by')) h) || E'\r\n' || coalesce((
		select string_agg(desk.csv_cell(b.name) || ',' || b.done || ',' || desk.fen_text(b.fen) || ','
			|| array_to_string(b.months, ',') || E'\r\n', '' order by b.done desc, b.code)
		from desk.breakdown(args->>'by', (args->>'year')::int) b), '')) end
$$;

create function desk.do_breakdown_xlsx(who desk.staff, args jsonb) returns jsonb language sql as $$
	select case when not desk.breaks_down(args) then desk.failed('bad_input') else jsonb_build_object('sheet', jsonb_build_object(
		'title', desk.breakdown_title(args), 'head', desk.breakdown_head(args->>'by'), 'rows', coalesce((
		select jsonb_agg(jsonb_build_array(b.name, b.done, b.fen / 100.0) || to_jsonb(b.months) order by b.done desc, b.code)
		from desk.breakdown(args->>'by', (args->>'year')::int) b), '[]'))) end
$$;

create function desk.do_breakdown_paper(who desk.staff, args jsonb) returns jsonb language sql as $$
	select case when not desk.breaks_down(args) then desk.failed('bad_input') else jsonb_build_object('letter', jsonb_build_array(
		jsonb_build_array('kind', 'plain'), jsonb_build_array('title', desk.breakdown_title(args)),
		jsonb_build_array('to', '报表'),
		jsonb_build_array('lead', case args->>'by' when 'benefit' then format('列入发放表的笔数和金额，算到 %s。', desk.today())
			else format('复核通过的申请和已拨的金额，算到 %s。一个人在几类里，每一类都算，不能相加。', desk.today()) end),
		jsonb_build_array('hall', coalesce((select r.name from desk.region r where r.region = who.region), '全市')),
		jsonb_build_array('number', args->>'year'), jsonb_build_array('foot', desk.today()::text),
		jsonb_build_array('heading', case args->>'by' when 'benefit' then '各项目' else '各类人' end))
	|| coalesce((select jsonb_agg(jsonb_build_array('field', format('%s %s，已拨 %s 元（%s）',
			case args->>'by' when 'benefit' then '笔数' else '人次' end, b.done, desk.fen_text(b.fen),
			coalesce((select string_agg(n || ' 月 ' || b.months[n], '，' order by n) from generate_series(1, 12) n
				where b.months[n] > 0), '没有')), b.name) order by b.done desc, b.code)
		from desk.breakdown(args->>'by', (args->>'year')::int) b), '[]')) end
$$;

-- A figure, opened: code of a row, month where one is named.  200 at most, and how many there are.
create function desk.do_breakdown_rows(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	first_day date := make_date((args->>'year')::int, coalesce((args->>'month')::int, 1), 1);
	past_day date := (make_date((args->>'year')::int, coalesce((args->>'month')::int, 12), 1) + interval '1 month')::date;
	wanted text := args->>'code';
	answer jsonb;
begin
	if not desk.breaks_down(args) or wanted is null then
		return desk.failed('bad_input');
	end if;
	with counted as materialized (
		select l.key, l.fen, l.day from desk.ledger l
		where args->>'by' = 'benefit' and l.kind = 'pay' and l.benefit = wanted and l.day >= first_day and l.day < past_day
		union all
		select d.key, d.fen, d.day from desk.decision d
		where args->>'by' = 'group' and d.outcome = 'approve' and d.day >= first_day and d.day < past_day
		  and wanted = any (desk.group_codes(d.groups)))
	select jsonb_build_object('count', (select count(*) from counted), 'title', desk.code_title(args->>'by', wanted),
		'rows', coalesce((
		select jsonb_agg(desk.row(c) || jsonb_build_object('fen', k.fen, 'decided_on', k.day) order by k.day, c.key)
		from (select * from counted order by day, key limit 200) k join desk.casefile c on c.key = k.key), '[]'))
		into answer;
	return answer;
end $$;

insert into desk.action values
	('breakdown', 'a year by benefit or by group'), ('breakdown_csv', 'as a table'), ('breakdown_xlsx', 'as a workbook'),
	('breakdown_paper', 'on paper'), ('breakdown_rows', 'what a figure of it counts');
insert into desk.may
	select r.role, a.action from unnest('{breakdown,breakdown_csv,breakdown_xlsx,breakdown_paper,breakdown_rows}'::text[]) a (action),
		unnest('{clerk,reviewer,supervisor,auditor}'::desk.role[]) r (role);

grant execute on all functions in schema desk to desk_owner;
revoke execute on function desk.hire, desk.leave, desk.import_targets, desk.import_department_targets,
	desk.take_stick, desk.same_as_before, desk.send_list from desk_owner;
