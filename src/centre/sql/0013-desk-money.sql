-- Money: lists that stay as they were made, and what is asked back.

-- A course is paid for when its results were published, and not before.
create function desk.may_be_paid(c desk.casefile) returns boolean language sql stable as $$
	select c.queue = 'pay' and (c.course is null or exists (
		select from desk.course_step s join desk.step t on t.flow = s.flow and t.no = s.no
		where s.course = c.course and t.name = 'published'))
$$;

create function desk.do_to_pay(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('rows', coalesce(jsonb_agg(desk.row(c) || jsonb_build_object(
		'fen', d.fen, 'ready', desk.may_be_paid(c)) order by c.signed, c.key), '[]'))
	from (select * from desk.casefile c where c.queue = 'pay' order by c.signed, c.key limit 500) c
	join desk.decision d on d.key = c.key
$$;

create function desk.pay_one(who desk.staff, run int, c desk.casefile, reason text)
returns void language plpgsql as $$
#variable_conflict use_column
begin
	insert into desk.ledger (key, region, benefit, kind, fen, pay_run, staff, reason)
		select c.key, c.region, i->>'benefit', 'pay', (i->>'fen')::bigint, run, who.id, pay_one.reason
		from desk.decision d, jsonb_array_elements(d.items) i
		where d.key = c.key and (i->>'fen')::bigint > 0;
	if desk.advance(c.key, 'pay', who.id, pay_one.reason,
			detail => jsonb_build_object('pay_run', run)) is null then
		raise exception 'a case left the list while it was made'
			using errcode = 'integrity_constraint_violation';
	end if;
end $$;

-- One list for a region and month of all that is ready now; whoever decided does not pay.
create function desk.do_pay_run(who desk.staff, args jsonb) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
	wanted int := (args->>'region')::int;
	files desk.casefile[];
	run int;
	one desk.casefile;
begin
	if length(trim(coalesce(args->>'reason', ''))) < 2 then
		return desk.failed('needs_reason');
	end if;
	select array_agg(c order by c.key) into files from (
		select c.* from desk.casefile c join desk.decision d on d.key = c.key
		where c.region = wanted and d.confirmed_by <> who.id and d.proposed_by <> who.id
		  and desk.may_be_paid(c) order by c.key for update of c) c;
	if files is null then
		return desk.failed('not_found');
	end if;
	insert into desk.pay_run (region, period, made_by, cases, fen)
		select wanted, args->>'period', who.id, cardinality(files), sum(d.fen)
		from desk.decision d where d.key in (select f.key from unnest(files) f)
		returning id into run;
	foreach one in array files loop
		perform desk.pay_one(who, run, one, args->>'reason');
	end loop;
	perform desk.note(who, 'desk.pay_run', jsonb_build_object('run', run, 'cases', cardinality(files)));
	return jsonb_build_object('pay_run', run, 'cases', cardinality(files));
end $$;

create function desk.do_pay_runs(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('rows', coalesce(jsonb_agg(to_jsonb(r) || jsonb_build_object(
		'who', s.shown, 'region_name', g.name) order by r.id desc), '[]'))
	from (select * from desk.pay_run order by id desc limit 200) r
	join desk.staff s on s.id = r.made_by left join desk.region g on g.region = r.region
$$;

create function desk.do_pay_rows(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('rows', coalesce(jsonb_agg(jsonb_build_object('receipt_no',
		c.receipt_no, 'key', c.key, 'label', encode(c.label, 'base64'), 'benefit', l.benefit,
		'fen', l.fen) order by l.seq), '[]'))
	from desk.ledger l join desk.casefile c on c.key = l.key
	where l.pay_run = (args->>'pay_run')::int
$$;

create function desk.ledger_sum(key text, kind text) returns bigint language sql stable as $$
	select coalesce(sum(l.fen), 0)::bigint from desk.ledger l
	where l.key = ledger_sum.key and l.kind = ledger_sum.kind
$$;

-- ground: deceit (骗取), diversion (套取) or error; fen: at most what was paid and not asked back.
create function desk.do_recall(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
declare
	got record;
	fen bigint := (args->>'fen')::bigint;
	number bigint;
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
	number := desk.advance((got.c).key, 'recall', who.id, args->>'reason',
		detail => jsonb_build_object('ground', args->>'ground', 'fen', fen));
	if number is not null then
		insert into desk.ledger (key, region, benefit, kind, fen, staff, reason)
			values ((got.c).key, (got.c).region, 'ALL', 'demand', fen, who.id, args->>'reason');
	end if;
	return desk.stepped(who, got.c, 'recall', number);
end $$;

create function desk.do_repaid(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
declare
	got record;
	fen bigint := (args->>'fen')::bigint;
	open_fen bigint;
	number bigint;
begin
	got := desk.lock_case(args);
	if got.error is not null then
		return got.error;
	end if;
	open_fen := desk.ledger_sum((got.c).key, 'demand') - desk.ledger_sum((got.c).key, 'repaid');
	if fen is null or (got.c).queue = 'recall' and fen not between 1 and open_fen then
		return desk.failed('bad_input');
	end if;
	number := desk.advance((got.c).key, 'repaid', who.id, args->>'reason',
		wanted => case when fen = open_fen then 'decided' else 'recall' end::desk.queue,
		detail => jsonb_build_object('fen', fen));
	if number is not null then
		insert into desk.ledger (key, region, benefit, kind, fen, staff, reason)
			values ((got.c).key, (got.c).region, 'ALL', 'repaid', fen, who.id, args->>'reason');
	end if;
	return desk.stepped(who, got.c, 'repaid', number);
end $$;

-- ---- courses ----

create function desk.do_courses(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object(
		'steps', (select jsonb_agg(to_jsonb(s) order by s.flow, s.no) from desk.step s),
		'rows', coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'title', c.title,
			'flow', c.flow, 'region_name', (select r.name from desk.region r where r.region = c.region),
			'no', (select coalesce(max(s.no), 0) from desk.course_step s where s.course = c.id),
			'day', (select max(s.day) from desk.course_step s where s.course = c.id))
			order by c.id) from desk.course c where who.region in (0, c.region)), '[]'))
$$;

-- The next step and no other: none is skipped.
create function desk.do_course_step(who desk.staff, args jsonb) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
	c desk.course;
	next smallint;
begin
	if length(trim(coalesce(args->>'reason', ''))) < 2 then
		return desk.failed('needs_reason');
	end if;
	select * into c from desk.course c where c.id = args->>'course'
		and who.region in (0, c.region) for update;
	if not found then
		return desk.failed('not_found');
	end if;
	select coalesce(max(s.no), 0) + 1 into next from desk.course_step s where s.course = c.id;
	if next <> (args->>'no')::int or not exists (select from desk.step s
			where s.flow = c.flow and s.no = next) then
		return desk.failed('wrong_step');
	end if;
	insert into desk.course_step values (c.id, c.flow, next,
		coalesce((args->>'day')::date, desk.today()), who.id, args->>'reason');
	perform desk.note(who, 'desk.course_step', jsonb_build_object('course', c.id, 'no', next));
	return jsonb_build_object('no', next);
end $$;

-- ---- reports and the audit ----

create function desk.do_report(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('year', (args->>'year')::int, 'day', desk.today(),
		'passed', round(100.0 * least(greatest(desk.today() + 1 - make_date((args->>'year')::int, 1, 1), 0),
			make_date((args->>'year')::int + 1, 1, 1) - make_date((args->>'year')::int, 1, 1))
			/ (make_date((args->>'year')::int + 1, 1, 1) - make_date((args->>'year')::int, 1, 1)), 1),
		'rows', coalesce((select jsonb_agg(to_jsonb(a) order by a.region)
			from desk.annex1((args->>'year')::int) a), '[]'),
		'months', (select jsonb_agg(jsonb_build_object('month', n, 'persons', coalesce(d.persons, 0),
			'closed', (select sum(r.persons) from desk.closed_row r
				where r.month = (args->>'year') || to_char(n, 'FM-00')
				  and who.region in (0, r.region))) order by n)
			from generate_series(1, 12) n
			left join (select extract(month from o.month)::int as n, sum(o.persons) as persons
				from desk.done(make_date((args->>'year')::int, 1, 1),
					make_date((args->>'year')::int + 1, 1, 1)) o group by 1) d using (n)))
$$;

create function desk.do_report_csv(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('csv', desk.annex1_csv((args->>'year')::int))
$$;

-- The same rows as lines of a letter, and their sum.
create function desk.do_report_paper(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('letter', jsonb_build_array(
		jsonb_build_array('kind', 'plain'),
		jsonb_build_array('title', format('附件1：%s 年各地区培训进度', args->>'year')),
		jsonb_build_array('to', '报表'),
		jsonb_build_array('lead', format('计划是文件附件1的数；完成是复核通过的申请，算到 %s。', desk.today())),
		jsonb_build_array('hall', coalesce((select r.name from desk.region r where r.region = who.region), '全市')),
		jsonb_build_array('number', '附件1 ' || (args->>'year')), jsonb_build_array('foot', desk.today()::text),
		jsonb_build_array('heading', '各地区，单位：人次'))
	|| coalesce(jsonb_agg(jsonb_build_array('field', format('计划 %s，完成 %s，完成率 %s%%，已拨 %s 元', coalesce(a.plan::text, '—'), a.done,
		coalesce(a.rate::text, '—'), to_char(a.fen / 100.0, 'FM999999990.00')), a.name) order by a.region), '[]')
	|| jsonb_build_array(jsonb_build_array('strong', format('合计：计划 %s，完成 %s，已拨 %s 元', coalesce(sum(a.plan), 0),
		coalesce(sum(a.done), 0), to_char(coalesce(sum(a.fen), 0) / 100.0, 'FM999999990.00')))))
	from desk.annex1((args->>'year')::int) a
$$;

-- As the city's figures stand: only who sees all of it may close.
create function desk.do_close_month(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
declare
	first_day date := ((args->>'month') || '-01')::date;
begin
	if who.region <> 0 then
		return desk.failed('not_allowed');
	end if;
	if first_day + interval '1 month' > desk.today() then
		return desk.failed('wrong_step');
	end if;
	insert into desk.closed_month (month, staff) values (args->>'month', who.id);
	insert into desk.closed_row select args->>'month', r.region, coalesce(d.persons, 0), coalesce(d.fen, 0)
		from desk.region r
		left join desk.done(first_day, (first_day + interval '1 month')::date) d on d.region = r.region;
	perform desk.note(who, 'desk.close_month', jsonb_build_object('month', args->>'month'));
	return '{}';
end $$;

-- An auditor and the city's supervisor see all of it, a district's what its own staff did.
create function desk.do_audit(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('rows', coalesce(jsonb_agg(jsonb_build_object('at', a.at, 'who',
		coalesce(s.shown, a.who), 'what', a.what, 'detail', a.detail) order by a.seq desc), '[]'))
	from (select a.* from centre.audit a
	      where who.region = 0 or a.who in (select t.name from desk.staff t where t.region = who.region)
	      order by a.seq desc limit 200) a
	left join desk.staff s on s.name = a.who
$$;

-- ---- who may touch what ----

grant usage on schema centre, desk, desk_api to desk_owner;
grant select on all tables in schema desk to desk_owner;
grant insert on desk.session, desk.attempt, desk.event, desk.decision, desk.pay_run, desk.ledger,
	desk.course, desk.course_step, desk.closed_month, desk.closed_row to desk_owner;
grant update on desk.session, desk.casefile, desk.course, desk.staff to desk_owner;
grant select on centre.application, centre.slot, centre.once, centre.yearly_limit, centre.person,
	centre.audit, centre.application_status to desk_owner;
grant insert on centre.audit, centre.application_status, centre.person to desk_owner;
grant update on centre.slot, centre.once, centre.person to desk_owner;
grant execute on all functions in schema desk to desk_owner;
revoke execute on function desk.hire, desk.leave, desk.import_targets from desk_owner;
grant execute on function centre.lock_person, centre.release, centre.last_status to desk_owner;

grant create on schema desk_api to desk_owner;
alter function desk_api.call owner to desk_owner;
alter function desk_api.sign_in_begin owner to desk_owner;
alter function desk_api.sign_in_end owner to desk_owner;
revoke create on schema desk_api from desk_owner;
grant execute on all functions in schema desk_api to desk_web;
grant usage on schema desk_api to desk_web;
