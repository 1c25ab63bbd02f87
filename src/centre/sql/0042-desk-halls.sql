-- A hall: who asks for help at a kiosk and who comes, how the kiosks are, what a day was like;
-- and one person's training file.

-- ---- somebody asks for help ----

create table desk.help_call (
	kiosk text not null references centre.kiosk,
	id text not null check (id ~ '^[0-9a-f]{16}$'),
	region centre.region not null,
	at timestamptz not null default clock_timestamp(),
	heard timestamptz not null default clock_timestamp(),	-- the kiosk's last word of it
	taken_by int references desk.staff,
	taken_at timestamptz,
	primary key (kiosk, id),
	check ((taken_by is null) = (taken_at is null))
);
create index help_call_open on desk.help_call (region, at) where taken_by is null;
create index help_call_day on desk.help_call (at);
alter table desk.help_call enable row level security;
create policy desk_district on desk.help_call to desk_owner
	using ((select desk.my_region()) in (0, region));

/*
 * A kiosk rings, and asks with the same words again who comes.  item: id (16 hex digits of
 * its own choice).  Returns {"outcome": "ringing"}, or "taken" with who.
 */
create function gate.call(serial text, item jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	speaker centre.kiosk := centre.speaker(serial);
	shown text;
	taken int;
begin
	if speaker.name is null then
		return '{"outcome": "unknown_kiosk"}';
	end if;
	insert into desk.help_call (kiosk, id, region) values (speaker.name, item->>'id', speaker.region)
		on conflict (kiosk, id) do update set heard = clock_timestamp()
		returning taken_by into taken;
	select s.shown into shown from desk.staff s where s.id = taken;
	return case when shown is null then '{"outcome": "ringing"}'
		else jsonb_build_object('outcome', 'taken', 'who', shown) end;
end $$;
grant execute on function gate.call to centre_gate;

-- How visitors found it on a day: counts of each grade, and nothing that was anybody's.
create table desk.rating (
	kiosk text references centre.kiosk,
	region centre.region not null,
	day date,
	counts int[] not null check (cardinality(counts) = 5 and 0 <= all (counts)),
	primary key (kiosk, day)
);
alter table desk.rating enable row level security;
create policy desk_district on desk.rating to desk_owner
	using ((select desk.my_region()) in (0, region));

-- item: day, counts (of the grades 1 to 5).  The newest word of a day counts.
create function gate.ratings(serial text, item jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	speaker centre.kiosk := centre.speaker(serial);
begin
	if speaker.name is null then
		return '{"outcome": "unknown_kiosk"}';
	end if;
	insert into desk.rating values (speaker.name, speaker.region, (item->>'day')::date,
		array(select n::int from jsonb_array_elements_text(item->'counts') n))
		on conflict (kiosk, day) do update set counts = excluded.counts;
	return '{"outcome": "noted"}';
end $$;
grant execute on function gate.ratings to centre_gate;

-- Half an hour: whoever has not been heard of for longer has gone.
create function desk.open_calls(who desk.staff) returns jsonb language sql stable as $$
	select coalesce(jsonb_agg(jsonb_build_object('kiosk', h.kiosk, 'id', h.id, 'at', h.at,
		'waits_s', extract(epoch from clock_timestamp() - h.at)::int,
		'region_name', (select r.name from desk.region r where r.region = h.region),
		'who', s.shown, 'mine', h.taken_by = who.id, 'taken_at', h.taken_at) order by h.taken_by is not null, h.at), '[]')
	from desk.help_call h left join desk.staff s on s.id = h.taken_by
	where h.at > clock_timestamp() - interval '12 hours'
	  and (h.taken_by is null and h.heard > clock_timestamp() - interval '30 minutes'
	       or h.taken_at > clock_timestamp() - interval '30 minutes')
$$;

-- A page asks this every few seconds by itself: it keeps no session alive (desk_api.call).
create function desk.do_calls(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('calls', desk.open_calls(who))
$$;

-- Whoever takes it first comes.
create function desk.do_call_take(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
begin
	update desk.help_call h set taken_by = who.id, taken_at = clock_timestamp()
		where h.kiosk = args->>'kiosk' and h.id = args->>'id' and h.taken_by is null;
	if not found then
		return desk.failed(case when exists (select from desk.help_call h
			where h.kiosk = args->>'kiosk' and h.id = args->>'id') then 'wrong_step' else 'not_found' end);
	end if;
	perform desk.note(who, 'desk.call_taken', jsonb_build_object('kiosk', args->>'kiosk'));
	return '{}';
end $$;

-- ---- the fleet, and one page for a hall's day ----

-- As the owner, because what the fleet's views call is the centre's own; the district is asked here.
create function desk.fleet_rows(who desk.staff) returns jsonb language sql stable
security definer set search_path = pg_catalog as $$
	select coalesce(jsonb_agg(jsonb_build_object('kiosk', f.kiosk, 'at', f.at, 'version', f.version,
		'region_name', (select r.name from desk.region r where r.region = f.region),
		'printer', f.printer, 'readers', f.readers, 'disk_free', f.disk_free,
		'waiting', f.outbox_waiting, 'aside', f.outbox_aside, 'last_visit', f.last_visit,
		'restarts', f.restarts, 'certificate_until', f.certificate_until,
		'alarms', coalesce((select jsonb_agg(a.alarm order by a.alarm) from centre.fleet_alarm a
			where a.kiosk = f.kiosk), '[]')) order by f.kiosk), '[]')
	from centre.fleet f where who.region in (0, f.region)
$$;

create function desk.do_fleet(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('kiosks', desk.fleet_rows(who))
$$;

-- day: of which the counts are; else today's by the machine's clock, as calls and visits have it.
create function desk.do_day(who desk.staff, args jsonb) returns jsonb language sql as $$
	with span as (
		select d as day, d::timestamp at time zone 'Asia/Shanghai' as since,
		       (d + 1)::timestamp at time zone 'Asia/Shanghai' as until
		from (select coalesce((args->>'day')::date, (now() at time zone 'Asia/Shanghai')::date) as d) x)
	select jsonb_build_object('day', span.day, 'calls', desk.open_calls(who), 'kiosks', desk.fleet_rows(who),
		'queues', desk.do_queues(who, '{}'),
		'late', (select count(*) from desk.casefile c where c.queue <> 'decided' and c.due < desk.today()),
		'came', coalesce((select jsonb_agg(to_jsonb(x) order by x.kiosk) from (
			select a.kiosk, count(*) as applications from centre.application a
			where a.received >= span.since and a.received < span.until group by a.kiosk) x), '[]'),
		'steps', coalesce((select jsonb_object_agg(x.kind, x.n) from (
			select e.kind, count(*) as n from desk.event e
			where e.at >= span.since and e.at < span.until group by e.kind) x), '{}'),
		'helped', (select jsonb_build_object('calls', count(*), 'taken', count(h.taken_by),
			'median_s', percentile_cont(0.5) within group (order by extract(epoch from h.taken_at - h.at))::int)
			from desk.help_call h where h.at >= span.since and h.at < span.until),
		'ratings', (select jsonb_agg(x.n order by x.grade) from (
			select g.grade, coalesce(sum(r.counts[g.grade]), 0) as n from generate_series(1, 5) as g (grade)
			left join desk.rating r on r.day = span.day group by g.grade) x))
	from span
$$;
create index application_received on centre.application (received);
create index event_at on desk.event (at);

-- ---- one person's training file, by the social-security number ----

-- Of the person whose number was typed, or whose receipt: what the program puts there.
create function desk.person_of(args jsonb) returns centre.hash language sql stable as $$
	select a.person from desk.casefile c join centre.application a on a.key = c.key
	where c.person_hash = decode(args->>'person_hash', 'hex') or c.receipt_no = args->>'receipt_no' limit 1
$$;

create function desk.file_rows(wanted centre.hash) returns jsonb language sql stable as $$
	select coalesce(jsonb_agg(desk.row(c) || jsonb_build_object('course', c.course,
		'course_title', co.title, 'step', t.step_title, 'status', t.status,
		'decided', d.items, 'decided_on', d.day,
		'paid', desk.ledger_sum(c.key, 'pay'), 'back', desk.ledger_sum(c.key, 'demand')) order by c.signed desc, c.key), '[]')
	from centre.application a join desk.casefile c on c.key = a.key
	join desk.status_for_kiosk t on t.key = c.key
	left join desk.course co on co.id = c.course
	left join desk.decision d on d.key = c.key
	where a.person = wanted
$$;

-- What other systems say of the person: each source's own word, with its day.
create function desk.file_facts(wanted centre.hash) returns jsonb language sql stable as $$
	select coalesce(jsonb_agg(jsonb_build_object('fact', f.fact, 'value', f.value, 'as_of', f.as_of,
		'source', s.title) order by f.fact, f.source), '[]')
	from centre.fact f join exchange.source s on s.name = f.source where f.person = wanted
$$;

create function desk.do_training_file(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
declare
	wanted centre.hash := desk.person_of(args);
begin
	if length(trim(coalesce(args->>'why', ''))) < 2 then
		return desk.failed('needs_reason');
	end if;
	if wanted is null then
		return desk.failed('not_found');
	end if;
	perform desk.note(who, 'desk.file_seen', jsonb_build_object('why', left(trim(args->>'why'), 200)), wanted);
	return jsonb_build_object('rows', desk.file_rows(wanted), 'facts', desk.file_facts(wanted),
		'used', coalesce((select jsonb_agg(jsonb_build_object('year', s.year, 'class', s.class, 'n', s.n) order by s.year, s.class)
			from (select year, class, count(*) as n from centre.slot where person = wanted and released is null
			      group by year, class) s), '[]'));
end $$;

-- On paper with the person's consent alone, which is written down.
create function desk.do_training_paper(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
declare
	wanted centre.hash := desk.person_of(args);
	rows jsonb;
begin
	if args->'consent' is distinct from 'true'::jsonb or length(trim(coalesce(args->>'why', ''))) < 2 then
		return desk.failed('needs_reason');
	end if;
	rows := desk.file_rows(wanted);
	if wanted is null or jsonb_array_length(rows) = 0 then
		return desk.failed('not_found');
	end if;
	perform desk.note(who, 'desk.file_printed', jsonb_build_object('why', left(trim(args->>'why'), 200), 'consent', true), wanted);
	return jsonb_build_object('label', rows->0->'label', 'letter', jsonb_build_array(
		jsonb_build_array('kind', 'plain'), jsonb_build_array('title', '个人培训档案'),
		jsonb_build_array('to', '给本人'), jsonb_build_array('lead', '这里是在自助终端申请过的，和经办台办到哪一步。'),
		jsonb_build_array('number', '培训档案'), jsonb_build_array('foot', desk.today()::text),
		jsonb_build_array('field', '@name', '姓名'), jsonb_build_array('field', desk.today(), '打印日期'),
		jsonb_build_array('heading', '培训和补贴'))
	|| (select jsonb_agg(jsonb_build_array('field', format('%s，%s%s%s', left(r->>'signed', 10),
		coalesce(r->>'step' || '，', ''), desk.status_words(r->>'status'),
		case when (r->>'paid')::bigint > 0 then '，已发 ' || desk.yuan((r->>'paid')::bigint) else '' end),
		coalesce(r->>'course_title', r->'items'->0->>'benefit')) order by n)
		from jsonb_array_elements(rows) with ordinality x (r, n) where n <= 60)
	|| jsonb_build_array(jsonb_build_array('lines', '本人签名', '日期')));
end $$;

create function desk.status_words(status text) returns text language sql immutable as $$
	select case status when 'received' then '收到了' when 'accepted' then '已受理' when 'to_verify' then '正在核实'
		when 'to_complete' then '等补材料' when 'at_review' then '等复核' when 'to_pay' then '审核通过，等发放'
		when 'approved' then '审核通过' when 'paid' then '已发放' when 'refused' then '没有通过'
		when 'not_accepted' then '不予受理' when 'recalled' then '要求退回' when 'withdrawn' then '本人撤回' end
$$;

insert into desk.action values
	('calls', 'who asks for help'), ('call_take', 'somebody comes'), ('fleet', 'how the kiosks are'),
	('day', 'what a hall''s day is like'), ('training_file', 'one person''s trainings'),
	('training_paper', 'on paper, with consent');
insert into desk.may
	select r.role, a.action from (values
	('calls', '{clerk,reviewer,supervisor,technician}'), ('call_take', '{clerk,reviewer,supervisor,technician}'),
	('fleet', '{clerk,reviewer,supervisor,auditor,technician}'),
	('day', '{clerk,reviewer,supervisor,auditor}'),
	('training_file', '{clerk,reviewer,supervisor}'), ('training_paper', '{clerk,supervisor}')) a (action, roles),
	unnest(a.roles::desk.role[]) r (role);

-- ---- the door, where a page that asks by itself keeps nobody signed in ----

create function desk.keeps_awake(action text) returns boolean language sql immutable as $$
	select keeps_awake.action <> 'calls'
$$;

create or replace function desk.session_staff(token bytea) returns desk.staff language plpgsql as $$
#variable_conflict use_column
begin
	return desk.session_staff(session_staff.token, true);
end $$;

create function desk.session_staff(token bytea, awake boolean) returns desk.staff language plpgsql as $$
#variable_conflict use_column
declare
	who desk.staff;
begin
	update desk.session s set seen = case when session_staff.awake then clock_timestamp() else s.seen end
		from desk.staff t
		where s.token = session_staff.token and t.id = s.staff and t.left_on is null
		  and s.ended is null
		  and s.seen > clock_timestamp() - make_interval(mins => desk.setting('idle_minutes')::int)
		  and s.made > clock_timestamp() - make_interval(hours => desk.setting('session_hours')::int)
		returning t.* into who;
	return who;
end $$;

create or replace function desk_api.call(action text, token bytea, args jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	who desk.staff := desk.session_staff(call.token, desk.keeps_awake(call.action));
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

grant select on centre.fact to desk_owner;
grant usage on schema exchange to desk_owner;
grant select on exchange.source to desk_owner;
grant select on all tables in schema desk to desk_owner;
grant update on desk.help_call to desk_owner;
grant execute on all functions in schema desk to desk_owner;
revoke execute on function desk.hire, desk.leave, desk.import_targets, desk.import_department_targets from desk_owner;
