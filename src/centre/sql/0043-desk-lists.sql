-- Lists in force: catalogue, standards, shortage trades, projects, trade-friction enterprises,
-- overrides, holidays, budget.  A list is a whole table with its first day; one person enters it,
-- another agrees, and it stays as it was: what changes is a newer one.

create table desk.list_kind (
	kind text primary key check (kind ~ '^[a-z_]+$'),
	title text not null,
	-- each "name" or "name:form", form one of text, bool, date, count, yuan, code; its first is the key
	columns text[] not null check (cardinality(columns) between 1 and 40),
	about text not null,
	for_kiosks text		-- as which kind `skills-kiosk import` takes it; null: it is the desk's own
);
insert into desk.list_kind values
	('catalogue', '培训课程目录', '{id,title_zh,title_en,kind,occupation,level,on_list:bool,std_yuan,std_from,std_until,shortage_uplift_pct,listed_for_person:bool,institution,region,starts,training_days,filed,online,source,title_hant,family,note}',
	 '五（二）公布的目录和开班', 'catalogue'),
	('institutions', '培训机构名单', '{id,title_zh,title_en,status,listed,source,title_hant,address_zh,address_hant,address_en,phone,note}',
	 '五（三）红黑榜随它到各终端', 'institutions'),
	('standards', '补贴标准', '{what,region,from:date,yuan:yuan,source,note}', '标准和它从哪天起', 'standards'),
	('shortage', '紧缺工种', '{occupation,uplift_pct:count,note}', '上浮的工种和比例', null),
	('projects', '培训项目', '{id,title,department:count,persons:count,note}', '五（二）公布的项目', null),
	('friction', '受贸易摩擦影响企业', '{credit_code:code,name,note}', '看企业的统一社会信用代码，不看本人怎么说', null),
	('overrides', '国家和省另有规定', '{rule,what,document,note}', '以上级规定为准的条款', null),
	('holidays', '节假日和调休', '{day:date,works:bool,why}', '大厅算工作日用的', null),
	('budget', '资金预算', '{line,yuan:yuan,benefits,note}', '预算科目、一年的数、管哪些项目', null);

-- ISO 8601 and plain figures; '' where a column may be empty.
create function desk.is_cell(form text, value text) returns boolean language plpgsql immutable as $$
begin
	return value is not null and length(value) <= 500 and case form
		when 'bool' then value in ('true', 'false')
		when 'date' then exchange.is_date(value)
		when 'count' then value ~ '^\d{1,9}$'
		when 'yuan' then value ~ '^\d{1,12}(\.\d\d?)?$'
		when 'code' then desk.is_credit_code(value)
		else value !~ '[[:cntrl:]]' end;
end $$;

-- GB 32100-2015: 18 signs without I, O, S, V and Z; the last is a check of the others.
create function desk.is_credit_code(value text) returns boolean language plpgsql immutable as $$
declare
	signs constant text := '0123456789ABCDEFGHJKLMNPQRTUWXY';
	sum int := 0;
	weight int := 1;
begin
	if value !~ '^[0-9A-HJ-NP-RTUW-Y]{18}$' then
		return false;
	end if;
	for i in 1..17 loop
		sum := sum + weight * (strpos(signs, substr(value, i, 1)) - 1);
		weight := weight * 3 % 31;
	end loop;
	return strpos(signs, substr(value, 18, 1)) - 1 = (31 - sum % 31) % 31;
end $$;

create table desk.list_version (
	id int generated always as identity primary key,
	kind text not null references desk.list_kind,
	first_day date not null,
	rows jsonb not null check (jsonb_typeof(rows) = 'array'),
	reason text not null check (length(reason) between 2 and 1000),
	proposed_by int not null references desk.staff,
	proposed_at timestamptz not null default clock_timestamp(),
	confirmed_by int references desk.staff check (confirmed_by <> proposed_by),
	confirmed_at timestamptz
);
create unique index list_in_force on desk.list_version (kind, first_day) where confirmed_by is not null;

-- Nothing of it changes but that a second person agrees, once.
create function desk.list_stays() returns trigger language plpgsql as $$
begin
	if tg_op = 'DELETE' or old.confirmed_by is not null
	   or (to_jsonb(new) - '{confirmed_by,confirmed_at}'::text[]) <> (to_jsonb(old) - '{confirmed_by,confirmed_at}'::text[]) then
		raise exception 'list_version keeps what was written';
	end if;
	return new;
end $$;
create trigger list_version_stays before update or delete on desk.list_version
	for each row execute function desk.list_stays();

-- The newest that two people agreed on and whose day has come.
create function desk.list_on(kind text, day date) returns desk.list_version language sql stable as $$
	select v from desk.list_version v
	where v.kind = list_on.kind and v.confirmed_by is not null and v.first_day <= list_on.day
	order by v.first_day desc, v.id desc limit 1
$$;

-- One row as lines of a table have it, by the kind's columns.
create function desk.list_column(col text) returns text language sql immutable as $$
	select split_part(list_column.col, ':', 1)
$$;

/*
 * What is wrong with rows of a kind: {"error": "bad_row", "row", "column"}; null: nothing is.
 * A row is an array of texts, as many as the kind has columns; no key stands twice.
 */
create function desk.list_fault(kind text, rows jsonb) returns jsonb language plpgsql stable as $$
#variable_conflict use_column
declare
	cols text[];
	hit record;
begin
	select k.columns into cols from desk.list_kind k where k.kind = list_fault.kind;
	if cols is null or jsonb_typeof(rows) is distinct from 'array' or jsonb_array_length(rows) not between 1 and 5000 then
		return desk.failed('bad_input');
	end if;
	select r.n, c.col into hit from jsonb_array_elements(rows) with ordinality r (cells, n),
		unnest(cols) with ordinality c (col, i)
		where jsonb_typeof(r.cells) <> 'array' or jsonb_array_length(r.cells) <> cardinality(cols)
		   or not desk.is_cell(split_part(c.col, ':', 2), r.cells->>(c.i - 1)::int) or (c.i = 1 and r.cells->>0 = '')
		order by r.n, c.i limit 1;
	if not found then
		select r.n, cols[1] as col into hit from jsonb_array_elements(rows) with ordinality r (cells, n)
			where list_fault.kind <> 'standards' and exists (select from jsonb_array_elements(rows) with ordinality o (cells, n)
				where o.n < r.n and o.cells->>0 = r.cells->>0) limit 1;
	end if;
	return case when found then jsonb_build_object('error', 'bad_row', 'row', hit.n,
		'column', desk.list_column(hit.col)) end;
end $$;

-- Beside what is in force: rows that come, go, and stand otherwise under the same key.
create function desk.list_changes(was jsonb, now jsonb) returns jsonb language sql immutable as $$
	select jsonb_build_object(
		'added', coalesce((select jsonb_agg(n) from jsonb_array_elements(now) n where not exists (
			select from jsonb_array_elements(was) w where w->>0 = n->>0)), '[]'),
		'removed', coalesce((select jsonb_agg(w) from jsonb_array_elements(was) w where not exists (
			select from jsonb_array_elements(now) n where w->>0 = n->>0)), '[]'),
		'changed', coalesce((select jsonb_agg(n) from jsonb_array_elements(now) n where exists (
			select from jsonb_array_elements(was) w where w->>0 = n->>0)
			and not exists (select from jsonb_array_elements(was) w where w = n)), '[]'))
$$;

create function desk.do_lists(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('kinds', jsonb_agg(jsonb_build_object('kind', k.kind, 'title', k.title, 'about', k.about,
		'since', v.first_day, 'count', coalesce(jsonb_array_length(v.rows), 0), 'for_kiosks', k.for_kiosks,
		'waiting', (select count(*) from desk.list_version w where w.kind = k.kind and w.confirmed_by is null
			and w.id > coalesce(v.id, 0)),
		'coming', (select min(w.first_day) from desk.list_version w where w.kind = k.kind
			and w.confirmed_by is not null and w.first_day > desk.today())) order by k.title))
	from desk.list_kind k left join lateral desk.list_on(k.kind, desk.today()) v on true
$$;

create function desk.do_list(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('kind', k.kind, 'title', k.title, 'about', k.about, 'for_kiosks', k.for_kiosks,
		'columns', (select jsonb_agg(desk.list_column(c) order by i) from unnest(k.columns) with ordinality u (c, i)),
		'since', v.first_day, 'in_force', coalesce(v.rows, '[]'),
		'versions', coalesce((select jsonb_agg(jsonb_build_object('id', w.id, 'first_day', w.first_day, 'reason', w.reason,
			'who', p.shown, 'second', s.shown, 'mine', w.proposed_by = who.id, 'confirmed', w.confirmed_by is not null,
			'count', jsonb_array_length(w.rows),
			'changes', case when w.confirmed_by is null then desk.list_changes(coalesce(v.rows, '[]'), w.rows) end) order by w.id desc)
			from (select * from desk.list_version w where w.kind = k.kind order by w.id desc limit 30) w
			join desk.staff p on p.id = w.proposed_by left join desk.staff s on s.id = w.confirmed_by), '[]'))
	from desk.list_kind k left join lateral desk.list_on(k.kind, coalesce((args->>'day')::date, desk.today())) v on true
	where k.kind = args->>'kind'
	union all select desk.failed('not_found') limit 1
$$;

-- Holidays are a hall's to enter too; the rest is the city's.
create function desk.do_list_enter(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	fault jsonb := desk.list_fault(args->>'kind', args->'rows');
	made int;
begin
	if length(trim(coalesce(args->>'reason', ''))) < 2 then
		return desk.failed('needs_reason');
	end if;
	if who.region <> 0 and args->>'kind' <> 'holidays' then
		return desk.failed('not_allowed');
	end if;
	if fault is not null then
		return fault;
	end if;
	insert into desk.list_version (kind, first_day, rows, reason, proposed_by)
		values (args->>'kind', (args->>'first_day')::date, args->'rows', trim(args->>'reason'), who.id)
		returning id into made;
	perform desk.note(who, 'desk.list_entered', jsonb_build_object('kind', args->>'kind', 'version', made));
	return jsonb_build_object('id', made);
end $$;

-- What lies behind stays: a list begins today at the soonest.
create function desk.do_list_agree(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	v desk.list_version;
begin
	select * into v from desk.list_version v where v.id = (args->>'id')::int for update;
	if not found then
		return desk.failed('not_found');
	end if;
	if who.region <> 0 and v.kind <> 'holidays' then
		return desk.failed('not_allowed');
	end if;
	if v.proposed_by = who.id then
		return desk.failed('same_person');
	end if;
	if v.confirmed_by is not null or v.first_day < desk.today() then
		return desk.failed('wrong_step');
	end if;
	update desk.list_version o set confirmed_by = who.id, confirmed_at = clock_timestamp() where o.id = v.id;
	perform desk.note(who, 'desk.list_agreed', jsonb_build_object('kind', v.kind, 'version', v.id));
	return '{}';
end $$;

create function desk.csv_cell(value text) returns text language sql immutable as $$
	select case when value ~ '[",\r\n]' then '"' || replace(value, '"', '""') || '"' else value end
$$;

-- As a table: what a kiosk imports, where its kind is one of a kiosk's.
create function desk.list_csv(v desk.list_version) returns text language sql stable as $$
	select (select string_agg(desk.list_column(c), ',' order by i) from desk.list_kind k, unnest(k.columns) with ordinality u (c, i)
		where k.kind = v.kind) || E'\n' || (
		select string_agg((select string_agg(desk.csv_cell(cell), ',' order by i)
			from jsonb_array_elements_text(r.cells) with ordinality c (cell, i)) || E'\n', '' order by r.n)
		from jsonb_array_elements(v.rows) with ordinality r (cells, n))
$$;

create function desk.do_list_csv(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
declare
	v desk.list_version := desk.list_on(args->>'kind', coalesce((args->>'day')::date, desk.today()));
begin
	if v.id is null then
		return desk.failed('not_found');
	end if;
	return jsonb_build_object('csv', desk.list_csv(v), 'since', v.first_day);
end $$;

insert into desk.action values
	('lists', 'what is in force'), ('list', 'one list and its versions'), ('list_enter', 'a new one is entered'),
	('list_agree', 'and a second person agrees'), ('list_csv', 'as a table');
insert into desk.may
	select r.role, a.action from (values
	('lists', '{clerk,reviewer,supervisor,auditor}'), ('list', '{clerk,reviewer,supervisor,auditor}'),
	('list_csv', '{clerk,reviewer,supervisor,auditor,technician}'),
	('list_enter', '{clerk,supervisor}'), ('list_agree', '{reviewer,supervisor}')) a (action, roles),
	unnest(a.roles::desk.role[]) r (role);

-- ---- working days by the list of holidays ----

create function desk.holiday_on(day date) returns boolean language sql stable as $$
	select (r->>1)::boolean from desk.list_on('holidays', desk.today()) v, jsonb_array_elements(v.rows) r
	where v.id is not null and r->>0 = to_char(holiday_on.day, 'YYYY-MM-DD')
$$;

create or replace function desk.is_working_day(day date) returns boolean language sql stable as $$
	select coalesce(desk.holiday_on(is_working_day.day),
			(select o.works from desk.odd_day o where o.day = is_working_day.day),
			extract(isodow from is_working_day.day) < 6)
$$;

-- ---- the budget, and by which line something was paid ----

create function desk.budget_line(benefit text, day date) returns text language sql stable as $$
	select r->>0 from desk.list_on('budget', day) v, jsonb_array_elements(v.rows) r
	where v.id is not null and budget_line.benefit = any (regexp_split_to_array(r->>2, '[ ;、]+')) limit 1
$$;

alter table desk.ledger add column line text;
create function desk.note_line() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
	new.line := desk.budget_line(new.benefit, new.day);
	return new;
end $$;
create trigger ledger_of_line before insert on desk.ledger
	for each row when (new.kind = 'pay') execute function desk.note_line();

-- Each line's plan of the year as it is in force on its last day, beside what was paid.
create function desk.report_budget(year int) returns jsonb language sql stable as $$
	with plan as (
		select r->>0 as line, (r->>1)::numeric * 100 as fen
		from desk.list_on('budget', make_date(year, 12, 31)) v, jsonb_array_elements(v.rows) r where v.id is not null),
	paid as (select l.line, sum(l.fen)::bigint as fen from desk.ledger l
		where l.kind = 'pay' and l.day >= make_date(year, 1, 1) and l.day < make_date(year + 1, 1, 1) group by l.line)
	select coalesce(jsonb_agg(jsonb_build_object('line', coalesce(plan.line, paid.line), 'plan', plan.fen::bigint,
		'paid', coalesce(paid.fen, 0)) order by plan.line nulls last), '[]')
	from plan full join paid on paid.line = plan.line
$$;

create function desk.do_budget(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('lines', desk.report_budget((args->>'year')::int))
$$;
insert into desk.action values ('budget', 'what the year''s money is, and what of it was paid');
insert into desk.may select r, 'budget' from unnest('{clerk,reviewer,supervisor,auditor}'::desk.role[]) r;

grant select on all tables in schema desk to desk_owner;
grant insert, update on desk.list_version to desk_owner;
grant execute on function exchange.is_date to desk_owner;
grant execute on all functions in schema desk to desk_owner;
revoke execute on function desk.hire, desk.leave, desk.import_targets, desk.import_department_targets from desk_owner;
