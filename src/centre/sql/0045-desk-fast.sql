-- A hall's day and an opened figure cost the same at a million applications.

-- Figures are opened from the index that counts them.
drop index desk.decision_counted;
create index decision_counted on desk.decision (day) include (region, outcome, course, key, fen);

create or replace function desk.do_report_rows(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	first_day date := make_date((args->>'year')::int, coalesce((args->>'month')::int, 1), 1);
	past_day date := (make_date((args->>'year')::int, coalesce((args->>'month')::int, 12), 1) + interval '1 month')::date;
	annex int := desk.annex_of(args);
	wanted int := (args->>'no')::int;
	courses text[] := case when annex = 2 then array(select c.id from desk.course c
		where c.department = wanted or wanted is null and c.department is not null) end;
	answer jsonb;
begin
	with counted as materialized (
		select d.key, d.fen, d.day from desk.decision d
		where d.outcome = 'approve' and d.day >= first_day and d.day < past_day
		  and (annex = 2 or wanted is null or d.region = wanted) and (annex = 1 or d.course = any (courses)))
	select jsonb_build_object('count', (select count(*) from counted), 'rows', coalesce((
		select jsonb_agg(desk.row(c) || jsonb_build_object('fen', k.fen, 'decided_on', k.day) order by k.day, c.key)
		from (select * from counted order by day, key limit 200) k join desk.casefile c on c.key = k.key), '[]'))
		into answer;
	return answer;
end $$;

-- Each of its parts by an index of its own, between two moments that are known.
create or replace function desk.do_day(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	the_day date := coalesce((args->>'day')::date, (now() at time zone 'Asia/Shanghai')::date);
	since timestamptz := the_day::timestamp at time zone 'Asia/Shanghai';
	until timestamptz := (the_day + 1)::timestamp at time zone 'Asia/Shanghai';
	came jsonb;
	steps jsonb;
	helped jsonb;
	ratings jsonb;
begin
	select jsonb_agg(to_jsonb(x) order by x.kiosk) into came from (
		select a.kiosk, count(*) as applications from centre.application a
		where a.received >= since and a.received < until group by a.kiosk) x;
	select jsonb_object_agg(x.kind, x.n) into steps from (
		select e.kind, count(*) as n from desk.event e where e.at >= since and e.at < until group by e.kind) x;
	select jsonb_build_object('calls', count(*), 'taken', count(h.taken_by), 'median_s',
		percentile_cont(0.5) within group (order by extract(epoch from h.taken_at - h.at))::int) into helped
		from desk.help_call h where h.at >= since and h.at < until;
	select jsonb_agg(x.n order by x.grade) into ratings from (
		select g.grade, coalesce(sum(r.counts[g.grade]), 0) as n from generate_series(1, 5) as g (grade)
		left join desk.rating r on r.day = the_day group by g.grade) x;
	return jsonb_build_object('day', the_day, 'calls', desk.open_calls(who), 'kiosks', desk.fleet_rows(who),
		'queues', desk.do_queues(who, '{}'), 'came', coalesce(came, '[]'), 'steps', coalesce(steps, '{}'),
		'late', (select count(*) from desk.casefile c where c.queue <> 'decided' and c.due < desk.today()),
		'helped', helped, 'ratings', ratings);
end $$;
