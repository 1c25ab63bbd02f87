-- A hall's day is the day that the desk works on; in a demonstration what happens now belongs to it.
create or replace function desk.do_day(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	the_day date := coalesce((args->>'day')::date, desk.today());
	on_clock date := case when the_day = desk.today() then (now() at time zone 'Asia/Shanghai')::date else the_day end;
	since timestamptz := on_clock::timestamp at time zone 'Asia/Shanghai';
	until timestamptz := (on_clock + 1)::timestamp at time zone 'Asia/Shanghai';
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
		left join desk.rating r on r.day in (the_day, on_clock) group by g.grade) x;
	return jsonb_build_object('day', the_day, 'calls', desk.open_calls(who), 'kiosks', desk.fleet_rows(who),
		'queues', desk.do_queues(who, '{}'), 'came', coalesce(came, '[]'), 'steps', coalesce(steps, '{}'),
		'late', (select count(*) from desk.casefile c where c.queue <> 'decided' and c.due < desk.today()),
		'helped', helped, 'ratings', ratings);
end $$;
