-- What the desk's program may ask, behind one door: desk_api.call finds who asks,
-- whether they may, writes down what they see, and lets one function act.

insert into desk.action values
	('me', 'who speaks'), ('sign_out', 'ends the session'),
	('queues', 'how many stand where'), ('queue', 'the cases of a queue'),
	('search', 'a case by its number or its person'),
	('case', 'one case, with its person'),
	('accept', '受理'), ('ask_complete', '补正'), ('completed', 'what was missing has come'),
	('verify', 'a task to find out'), ('verified', 'what was found'),
	('propose', 'the first of two decides'),
	('send_back', 'the second disagrees'), ('confirm', 'the second agrees'),
	('notice', 'what the applicant is told on paper'),
	('to_pay', 'what waits for payment'), ('pay_run', 'a list is made, and stays'),
	('pay_runs', 'the lists that were made'), ('pay_rows', 'one list'),
	('recall', 'what was paid wrongly is asked back'), ('repaid', 'and comes back'),
	('courses', 'courses and their steps'), ('course_step', 'a course goes on'),
	('report', 'annex 1'), ('report_csv', 'annex 1 as a table'), ('report_paper', 'and on paper'),
	('close_month', 'a month stays as it was'),
	('audit', 'who did and saw what'),
	('unread', 'sealed parts that the program has not opened'),
	('take_in', 'and what it found in one');

insert into desk.may
	select r.role, a.action from (values
	('me', '{clerk,reviewer,supervisor,auditor,technician}'),
	('sign_out', '{clerk,reviewer,supervisor,auditor,technician}'),
	('queues', '{clerk,reviewer,supervisor,auditor}'),
	('queue', '{clerk,reviewer,supervisor,auditor}'),
	('search', '{clerk,reviewer,supervisor}'),
	('case', '{clerk,reviewer,supervisor,auditor}'),
	('accept', '{clerk}'), ('ask_complete', '{clerk}'), ('completed', '{clerk}'),
	('verify', '{clerk}'), ('verified', '{clerk}'), ('propose', '{clerk}'),
	('send_back', '{reviewer,supervisor}'), ('confirm', '{reviewer,supervisor}'),
	('notice', '{clerk,reviewer,supervisor}'),
	('to_pay', '{supervisor,auditor}'), ('pay_run', '{supervisor}'),
	('pay_runs', '{supervisor,auditor}'), ('pay_rows', '{supervisor,auditor}'),
	('recall', '{supervisor}'), ('repaid', '{supervisor}'),
	('courses', '{clerk,reviewer,supervisor,auditor}'), ('course_step', '{clerk,supervisor}'),
	('report', '{clerk,reviewer,supervisor,auditor}'),
	('report_csv', '{clerk,reviewer,supervisor,auditor}'),
	('report_paper', '{clerk,reviewer,supervisor,auditor}'),
	('close_month', '{supervisor}'),
	('audit', '{auditor,supervisor}'),
	('unread', '{clerk,reviewer,supervisor,auditor}'),
	('take_in', '{clerk,reviewer,supervisor,auditor}')) a (action, roles),
	unnest(a.roles::desk.role[]) r (role);

-- ---- signing in ----

create function desk.waits(name text) returns boolean language sql stable as $$
	select count(*) >= desk.setting('wrong_most')::int from desk.attempt a
	where a.name = waits.name and not a.good
	  and a.at > clock_timestamp() - make_interval(mins => desk.setting('wrong_minutes')::int)
	  and a.seq > coalesce((select max(g.seq) from desk.attempt g
				where g.name = waits.name and g.good), 0)
$$;

/*
 * What the program needs to try a password: {"password", "totp", "last_step"}, or
 * {"error": "waits"}; for a name that nobody has an empty object, so that the program
 * tries all the same and takes as long.
 */
create function desk_api.sign_in_begin(name text) returns jsonb language plpgsql
security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
	if desk.waits(sign_in_begin.name) then
		insert into centre.audit (who, what) values (left(sign_in_begin.name, 40), 'desk.sign_in_waits');
		return '{"error": "waits"}';
	end if;
	return coalesce((select jsonb_build_object('password', s.password,
			'totp', encode(s.totp, 'base64'), 'last_step', s.last_step)
		from desk.staff s where s.name = sign_in_begin.name and s.left_on is null), '{}');
end $$;

-- Both factors were right (step: the second's) or not (step null).  token: the session's hash.
create function desk_api.sign_in_end(name text, step text, token bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	who desk.staff;
begin
	if step is not null then
		update desk.staff s set last_step = sign_in_end.step::bigint
			where s.name = sign_in_end.name and s.left_on is null
			  and s.last_step < sign_in_end.step::bigint
			returning * into who;
	end if;
	insert into desk.attempt (name, good) values (left(sign_in_end.name, 40), who.id is not null);
	insert into centre.audit (who, what) values (left(sign_in_end.name, 40),
		case when who.id is null then 'desk.sign_in_refused' else 'desk.signed_in' end);
	if who.id is null then
		return '{"error": "wrong"}';
	end if;
	insert into desk.session (token, staff) values (sign_in_end.token, who.id);
	return jsonb_build_object('name', who.name);
end $$;

-- ---- who asks ----

create function desk.session_staff(token bytea) returns desk.staff language plpgsql as $$
#variable_conflict use_column
declare
	who desk.staff;
begin
	update desk.session s set seen = clock_timestamp()
		from desk.staff t
		where s.token = session_staff.token and t.id = s.staff and t.left_on is null
		  and s.ended is null
		  and s.seen > clock_timestamp() - make_interval(mins => desk.setting('idle_minutes')::int)
		  and s.made > clock_timestamp() - make_interval(hours => desk.setting('session_hours')::int)
		returning t.* into who;
	return who;
end $$;

create function desk.note(who desk.staff, what text, detail jsonb, person bytea default null)
returns void language sql as $$
	insert into centre.audit (who, what, person, detail)
		values (who.name, what, person, detail)
$$;

create function desk.failed(why text) returns jsonb language sql immutable as $$
	select jsonb_build_object('error', why)
$$;

/*
 * The one door.  Returns what the act returns; or {"error": …}: signed_out, not_allowed,
 * not_found, wrong_step, needs_reason, same_person, bad_input.
 */
create function desk_api.call(action text, token bytea, args jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	who desk.staff := desk.session_staff(call.token);
	answer jsonb;
begin
	if who.id is null then
		return desk.failed('signed_out');
	end if;
	if not exists (select from desk.may m where m.role = who.role and m.action = call.action) then
		perform desk.note(who, 'desk.not_allowed', jsonb_build_object('action', left(call.action, 40)));
		return desk.failed('not_allowed');
	end if;
	perform set_config('desk.region', who.region::text, true);
	begin
		execute format('select desk.do_%s($1, $2)', call.action) into answer
			using who, coalesce(call.args, '{}');
	exception when data_exception or integrity_constraint_violation then
		answer := desk.failed('bad_input');
	end;
	if answer->>'error' = 'not_found' then
		perform desk.note(who, 'desk.not_found', jsonb_build_object(
			'action', call.action, 'key', left(call.args->>'key', 64)));
	end if;
	return answer;
end $$;

create function desk.do_me(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('name', who.name, 'shown', who.shown, 'role', who.role,
		'region', who.region, 'region_name', (select r.name from desk.region r
			where r.region = who.region), 'day', desk.today(),
		'demo_day', desk.setting('day') <> '',
		'may', (select jsonb_agg(m.action order by m.action) from desk.may m
			where m.role = who.role))
$$;

create function desk.do_sign_out(who desk.staff, args jsonb) returns jsonb
language plpgsql as $$
begin
	update desk.session s set ended = clock_timestamp() where s.staff = who.id and s.ended is null;
	perform desk.note(who, 'desk.signed_out', '{}');
	return '{}';
end $$;

-- ---- sealed parts ----

create function desk.do_unread(who desk.staff, args jsonb) returns jsonb language sql as $$
	select coalesce(jsonb_agg(jsonb_build_object('key', u.key, 'sealed', u.sealed)), '[]')
	from (select a.key, encode(a.sealed, 'base64') as sealed
	      from desk.casefile c join centre.application a on a.key = c.key
	      where c.opened is null order by c.signed limit 50) u
$$;

-- A sealed part that does not open is opened too: as one without a number.
create function desk.do_take_in(who desk.staff, args jsonb) returns jsonb
language plpgsql as $$
begin
	update desk.casefile c set opened = clock_timestamp(),
		receipt_no = args->>'receipt_no',
		person_hash = decode(args->>'person_hash', 'hex'),
		label = decode(args->>'label', 'base64'),
		course = args->>'course', doubt = (args->>'doubt')::smallint
		where c.key = args->>'key' and c.opened is null;
	if args->>'course' is not null then
		insert into desk.course (id, region, title)
			select args->>'course', c.region, coalesce(nullif(args->>'course_title', ''), args->>'course')
			from desk.casefile c where c.key = args->>'key'
			on conflict do nothing;
	end if;
	return '{}';
end $$;

-- ---- lists ----

create function desk.do_queues(who desk.staff, args jsonb) returns jsonb language sql as $$
	select coalesce(jsonb_object_agg(q.queue, q.n), '{}') from (
		select c.queue, count(*) as n from desk.casefile c
		where c.queue <> 'decided'
		group by c.queue) q
$$;

create function desk.row(c desk.casefile) returns jsonb language sql stable as $$
	select jsonb_build_object('key', c.key, 'queue', c.queue, 'outcome', c.outcome,
		'receipt_no', c.receipt_no, 'region', c.region,
		'region_name', (select r.name from desk.region r where r.region = c.region),
		'signed', c.signed, 'since', c.since, 'due', c.due,
		'late', coalesce(c.due < desk.today(), false), 'doubt', c.doubt,
		'label', encode(c.label, 'base64'), 'items', a.items,
		'arrived', a.answer->>'outcome',
		'proposed_by', (select s.shown from desk.staff s where s.id = c.proposed_by))
	from centre.application a where a.key = c.key
$$;

-- 50 a page; what is decided the newest first, else doubt first and then the oldest.
create function desk.do_queue(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	wanted desk.queue := (args->>'queue')::desk.queue;
	past int := 50 * greatest(coalesce((args->>'page')::int, 0), 0);
	rows jsonb;
begin
	if wanted = 'decided' then
		select jsonb_agg(desk.row(c) order by c.signed desc, c.key) into rows from (
			select * from desk.casefile c where c.queue = 'decided'
			order by c.signed desc, c.key limit 50 offset past) c;
	else
		select jsonb_agg(desk.row(c) order by coalesce(c.doubt, 0) > 0 desc, c.signed, c.key) into rows
		from (select * from desk.casefile c where c.queue = wanted and c.queue <> 'decided'
			order by coalesce(c.doubt, 0) > 0 desc, c.signed, c.key limit 50 offset past) c;
	end if;
	return jsonb_build_object('rows', coalesce(rows, '[]'));
end $$;

-- person_hash is put there by the program, from a number that was typed.
create function desk.do_search(who desk.staff, args jsonb) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
	found jsonb;
begin
	select coalesce(jsonb_agg(desk.row(c) order by c.signed desc), '[]') into found
		from (select * from desk.casefile c
		      where c.receipt_no = args->>'receipt_no'
			 or c.person_hash = decode(args->>'person_hash', 'hex')
		      limit 50) c;
	perform desk.note(who, 'desk.searched', jsonb_build_object(
		'by', case when args->>'receipt_no' is null then 'person' else 'number' end,
		'found', jsonb_array_length(found)), decode(args->>'person_hash', 'hex'));
	return jsonb_build_object('rows', found);
end $$;

-- ---- one case ----

create function desk.events(key text) returns jsonb language sql stable as $$
	select coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'at', e.at, 'day', e.day,
		'who', s.shown, 'role', s.role, 'reason', e.reason, 'due', e.due, 'detail', e.detail)
		order by e.seq), '[]')
	from desk.event e left join desk.staff s on s.id = e.staff where e.key = events.key
$$;

create function desk.seen(key text) returns jsonb language sql stable as $$
	select coalesce(jsonb_agg(jsonb_build_object('at', a.at, 'who', coalesce(s.shown, a.who),
		'why', a.detail->>'why') order by a.seq desc), '[]')
	from (select * from centre.audit a where a.what = 'desk.case_seen'
	      and a.detail->>'key' = seen.key order by a.seq desc limit 20) a
	left join desk.staff s on s.name = a.who
$$;
create index audit_of_case on centre.audit ((detail->>'key'), seq) where what = 'desk.case_seen';

create function desk.others(c desk.casefile) returns jsonb language sql stable as $$
	select jsonb_build_object('cases', coalesce((select jsonb_agg(jsonb_build_object(
		'key', o.key, 'receipt_no', o.receipt_no, 'queue', o.queue, 'outcome', o.outcome,
		'signed', o.signed) order by o.signed desc)
		from desk.casefile o join centre.application oa on oa.key = o.key
		where oa.person = a.person and o.key <> c.key), '[]'),
		'slots', (select count(*) from centre.slot s where s.person = a.person
			and s.year = a.year and s.released is null),
		'limit', (select l.most from centre.yearly_limit l where l.class = a.class),
		'year', a.year)
	from centre.application a where a.key = c.key
$$;

-- Whoever sees a person says why, and it is written down before it is shown.
create function desk.do_case(who desk.staff, args jsonb) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
	c desk.casefile;
	a centre.application;
begin
	if length(trim(coalesce(args->>'why', ''))) < 2 then
		return desk.failed('needs_reason');
	end if;
	select * into c from desk.casefile c where c.key = args->>'key';
	if not found then
		return desk.failed('not_found');
	end if;
	select * into a from centre.application a where a.key = c.key;
	perform desk.note(who, 'desk.case_seen', jsonb_build_object('key', c.key, 'why',
		left(trim(args->>'why'), 200)), a.person);
	return desk.row(c) || jsonb_build_object('sealed', encode(a.sealed, 'base64'),
		'kiosk', a.kiosk, 'pack', a.pack, 'received', a.received, 'fen', (
			select coalesce(sum((i->>'fen')::bigint), 0) from jsonb_array_elements(a.items) i),
		'events', desk.events(c.key), 'seen', desk.seen(c.key), 'others', desk.others(c),
		'mine', c.proposed_by = who.id,
		'decision', (select to_jsonb(d) - 'key' from desk.decision d where d.key = c.key),
		'ledger', coalesce((select jsonb_agg(jsonb_build_object('kind', l.kind, 'benefit',
			l.benefit, 'fen', l.fen, 'day', l.day, 'reason', l.reason, 'pay_run', l.pay_run)
			order by l.seq) from desk.ledger l where l.key = c.key), '[]'),
		'can', (select coalesce(jsonb_agg(distinct m.kind), '[]') from desk.move m
			join desk.may y on y.action = m.kind and y.role = who.role
			where m.from_queue = c.queue));
end $$;

-- ---- steps ----

-- The case whose person is locked, when it is seen and a reason was given.
create function desk.lock_case(args jsonb, out c desk.casefile, out error jsonb)
language plpgsql as $$
#variable_conflict use_column
declare
	person centre.hash;
begin
	if length(trim(coalesce(args->>'reason', ''))) < 2 then
		error := desk.failed('needs_reason');
		return;
	end if;
	select a.person into person from centre.application a where a.key = args->>'key';
	if not found then
		error := desk.failed('not_found');
		return;
	end if;
	perform centre.lock_person(person);
	select * into c from desk.casefile c where c.key = args->>'key' for update;
end $$;

create function desk.stepped(who desk.staff, c desk.casefile, kind text, number bigint)
returns jsonb language plpgsql as $$
begin
	if number is null then
		return desk.failed('wrong_step');
	end if;
	perform desk.note(who, 'desk.' || kind, jsonb_build_object('key', c.key, 'event', number));
	return jsonb_build_object('event', number, 'queue', (select o.queue from desk.casefile o
		where o.key = c.key));
end $$;

-- A step that is nothing but a step.
create function desk.plain_step(who desk.staff, args jsonb, kind text, due date default null,
				detail jsonb default '{}')
returns jsonb language plpgsql as $$
declare
	got record;
begin
	got := desk.lock_case(args);
	if got.error is not null then
		return got.error;
	end if;
	return desk.stepped(who, got.c, kind, desk.advance((got.c).key, kind, who.id,
		args->>'reason', due => due, detail => detail));
end $$;

create function desk.do_accept(who desk.staff, args jsonb) returns jsonb language sql as $$
	select desk.plain_step(who, args, 'accept')
$$;
create function desk.do_completed(who desk.staff, args jsonb) returns jsonb language sql as $$
	select desk.plain_step(who, args, 'completed')
$$;

-- days: working days from today, in which the applicant may bring what is missing.
create function desk.do_ask_complete(who desk.staff, args jsonb) returns jsonb
language plpgsql as $$
declare
	days int := (args->>'days')::int;
begin
	if days is null or days not between 1 and 60 then
		return desk.failed('bad_input');
	end if;
	return desk.plain_step(who, args, 'ask_complete', desk.add_working_days(desk.today(), days),
		jsonb_build_object('days', days));
end $$;

-- whom: where it is asked; cause: sample, risk or doubt.
create function desk.do_verify(who desk.staff, args jsonb) returns jsonb
language plpgsql as $$
begin
	if coalesce(args->>'cause', '') not in ('sample', 'risk', 'doubt')
	   or length(trim(coalesce(args->>'whom', ''))) not between 2 and 60 then
		return desk.failed('bad_input');
	end if;
	return desk.plain_step(who, args, 'verify', null,
		jsonb_build_object('cause', args->>'cause', 'whom', trim(args->>'whom')));
end $$;

-- found: true, false (a promise was false) or unknown.
create function desk.do_verified(who desk.staff, args jsonb) returns jsonb
language plpgsql as $$
begin
	if coalesce(args->>'found', '') not in ('true', 'false', 'unknown') then
		return desk.failed('bad_input');
	end if;
	return desk.plain_step(who, args, 'verified', null, jsonb_build_object('found', args->>'found'));
end $$;

-- The items as decided, each of the application's once; null: they are not these.
create function desk.decided_items(applied jsonb, given jsonb, outcome text) returns jsonb
language sql immutable as $$
	select case when count(*) = jsonb_array_length(given)
		 and count(*) = jsonb_array_length(applied) and bool_and(g.fen is not null)
		then jsonb_agg(jsonb_build_object('benefit', g.benefit, 'outcome', g.decided,
			'fen', g.fen, 'asked', g.asked) order by g.benefit) end
	from (select a->>'benefit' as benefit, (a->>'fen')::bigint as asked, gi->>'outcome' as decided,
		     case when outcome <> 'approve' or gi->>'outcome' = 'refuse' then 0
			  when gi->>'outcome' = 'approve'
			   and coalesce((gi->>'fen')::bigint, (a->>'fen')::bigint, 0) >= 0
			  then coalesce((gi->>'fen')::bigint, (a->>'fen')::bigint, 0) end as fen
	      from jsonb_array_elements(applied) a
	      left join jsonb_array_elements(given) gi on gi->>'benefit' = a->>'benefit') g
$$;

-- outcome: approve, refuse or not_accepted; items: [{benefit, outcome, fen}], fen where it differs.
create function desk.do_propose(who desk.staff, args jsonb) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
	got record;
	applied jsonb;
	items jsonb;
begin
	got := desk.lock_case(args);
	if got.error is not null then
		return got.error;
	end if;
	select a.items into applied from centre.application a where a.key = (got.c).key;
	items := desk.decided_items(applied, coalesce(args->'items', '[]'), args->>'outcome');
	if coalesce(args->>'outcome', '') not in ('approve', 'refuse', 'not_accepted')
	   or (items is null and jsonb_array_length(applied) > 0)
	   or (args->>'outcome' = 'approve' and not exists (select from jsonb_array_elements(items) i
			where i->>'outcome' = 'approve')) then
		return desk.failed('bad_input');
	end if;
	return desk.stepped(who, got.c, 'propose', desk.advance((got.c).key, 'propose', who.id,
		args->>'reason', detail => jsonb_build_object('outcome', args->>'outcome',
			'items', coalesce(items, '[]'))));
end $$;

create function desk.do_send_back(who desk.staff, args jsonb) returns jsonb
language sql as $$
	select desk.plain_step(who, args, 'send_back')
$$;

create function desk.last_proposal(key text) returns desk.event language sql stable as $$
	select e from desk.event e where e.key = last_proposal.key and e.kind = 'propose'
	order by e.seq desc limit 1
$$;

create function desk.item_sum(items jsonb) returns bigint language sql immutable as $$
	select coalesce(sum((i->>'fen')::bigint), 0)::bigint from jsonb_array_elements(items) i
$$;

/*
 * The second person agrees.  What came as a fourth of a year, or a second time, only a
 * supervisor may let pass.  What is refused gives back its slot of the year.
 */
create function desk.do_confirm(who desk.staff, args jsonb) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
	got record;
	p desk.event;
	outcome text;
	fen bigint;
	number bigint;
begin
	got := desk.lock_case(args);
	if got.error is not null then
		return got.error;
	end if;
	p := desk.last_proposal((got.c).key);
	if p.seq is null or (got.c).queue <> 'review' then
		return desk.failed('wrong_step');
	end if;
	if p.staff = who.id then
		return desk.failed('same_person');
	end if;
	outcome := p.detail->>'outcome';
	if outcome = 'approve' and who.role <> 'supervisor' and exists (
			select from centre.application a where a.key = (got.c).key
			and a.answer->>'outcome' in ('none_free', 'had_before')) then
		return desk.failed('not_allowed');
	end if;
	fen := desk.item_sum(p.detail->'items');
	number := desk.advance((got.c).key, 'confirm', who.id, p.reason,
		wanted => case when outcome = 'approve' and fen > 0 then 'pay' else 'decided' end::desk.queue,
		detail => jsonb_build_object('said', args->>'reason', 'proposed', p.seq), outcome => outcome);
	insert into desk.decision (key, region, outcome, items, fen, reason, proposed_by, confirmed_by)
		values ((got.c).key, (got.c).region, outcome, p.detail->'items', fen, p.reason, p.staff, who.id);
	if outcome <> 'approve' then
		perform centre.release((got.c).key);
	end if;
	return desk.stepped(who, got.c, 'confirm', number);
end $$;

-- ---- on paper ----

-- The newest event of a kind; of a decision its two people's reason.
create function desk.told(key text, kind text) returns desk.event language sql stable as $$
	select e from desk.event e where e.key = told.key and e.kind = told.kind
	order by e.seq desc limit 1
$$;

create function desk.yuan(fen bigint) returns text language sql immutable as $$
	select to_char(fen / 100.0, 'FM999999990.00') || ' 元'
$$;

-- The decision as lines of a letter: each item with its sum.
create function desk.decision_lines(d desk.decision) returns jsonb language sql stable as $$
	select jsonb_build_array(
		jsonb_build_array('kind', 'plain'), jsonb_build_array('title', '审核结果通知'),
		jsonb_build_array('to', '给申请人'),
		jsonb_build_array('lead', case d.outcome when 'approve' then '您的申请审核通过了。'
			else '您的申请没有通过审核。' end),
		jsonb_build_array('field', (select coalesce(c.receipt_no, c.key) from desk.casefile c
			where c.key = d.key), '申请'),
		jsonb_build_array('field', '@name', '申请人'), jsonb_build_array('field', d.day, '日期'),
		jsonb_build_array('heading', '结果'))
	|| coalesce((select jsonb_agg(jsonb_build_array('field',
		case i->>'outcome' when 'approve' then '通过，' || desk.yuan((i->>'fen')::bigint) else '不通过' end,
		i->>'benefit')) from jsonb_array_elements(d.items) i), '[]')
	|| jsonb_build_array(jsonb_build_array('heading', '理由'), jsonb_build_array('text', d.reason),
		jsonb_build_array('heading', '以后'),
		jsonb_build_array('text', '办到哪一步，放卡在任何一台自助终端上都能看到。对结果有疑问，请到窗口问。'),
		jsonb_build_array('lines', '盖章', '收到的日期和签名'))
$$;

create function desk.letter(c desk.casefile, kind text) returns jsonb language plpgsql stable as $$
#variable_conflict use_column
declare
	d desk.decision;
	e desk.event;
begin
	select * into d from desk.decision d where d.key = c.key;
	if letter.kind = 'decision' and d.outcome in ('approve', 'refuse') then
		return desk.decision_lines(d);
	end if;
	e := desk.told(c.key, case letter.kind when 'accepted' then 'accept' when 'complete' then 'ask_complete'
		when 'not-accepted' then 'confirm' end);
	if e.seq is null or letter.kind = 'not-accepted' and d.outcome is distinct from 'not_accepted' then
		return null;
	end if;
	return jsonb_build_array(jsonb_build_array('kind', letter.kind), jsonb_build_array('reason', e.reason))
		|| case when e.due is null then '[]'::jsonb else jsonb_build_array(jsonb_build_array('reason',
			'请在 ' || e.due || ' 以前补齐，送到窗口')) end;
end $$;

-- kind: accepted, complete, not-accepted or decision; only what was decided is put on paper.
create function desk.do_notice(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	c desk.casefile;
	lines jsonb;
begin
	select * into c from desk.casefile c where c.key = args->>'key';
	if not found then
		return desk.failed('not_found');
	end if;
	lines := desk.letter(c, args->>'kind');
	if lines is null then
		return desk.failed('wrong_step');
	end if;
	perform desk.note(who, 'desk.notice', jsonb_build_object('key', c.key, 'kind', args->>'kind'));
	return jsonb_build_object('label', encode(c.label, 'base64'), 'letter', lines || jsonb_build_array(
		jsonb_build_array('number', coalesce(c.receipt_no, c.key)),
		jsonb_build_array('day', desk.today()::text), jsonb_build_array('foot', desk.today()::text),
		jsonb_build_array('clerk', who.shown), jsonb_build_array('counter', '受理申请的服务大厅')));
end $$;

grant usage on schema desk_api to desk_web;
