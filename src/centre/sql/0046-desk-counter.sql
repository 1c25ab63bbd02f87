-- The counter: what a kiosk sends there.  A paper to be signed and its original, whom staff
-- looked at in the card's or the PIN's place, who came without a card, a withdrawal after the
-- ten minutes in which the kiosk takes one, and cards that somebody left behind.

-- ---- what a sealed part tells when it is opened ----

-- Whose trainings a report counts by; as the facts of a pack are called (二（一）, 四（四）).
create table desk.person_group (
	fact text primary key check (length(fact) <= 40),
	title text not null unique
);
insert into desk.person_group values
	('enterprise_employee', '企业在职职工'), ('rural_transfer', '农村转移就业劳动者'), ('two_after', '两后生'),
	('unemployed', '没有工作或下岗'), ('unemployment_registered', '登记失业'), ('changing_post', '转岗职工'),
	('veteran', '退役军人'), ('military_family_unemployed', '随军家属，没有就业'), ('disabled', '残疾人'),
	('poor_labour', '贫困劳动力'), ('poor_family_child', '贫困家庭子女'),
	('employment_difficulty', '就业困难人员'), ('zero_employment_household', '零就业家庭'),
	('low_income_farm_household', '低收入农户'), ('paired_region_poor', '对口支援地区贫困人员'),
	('graduate_with_need', '高校毕业生'), ('professional_farmer', '职业农民');

create table desk.benefit (
	code text primary key check (code ~ '^[A-Z][A-Z0-9_]{0,14}$'),
	title text not null check (length(title) between 1 and 120)
);

alter table desk.casefile add column groups text[] not null default '{}';

-- ---- what the counter has to do with a case ----

create table desk.counter_task (
	id bigint generated always as identity primary key,
	key centre.key not null references desk.casefile,
	region centre.region not null,
	kind text not null check (kind in ('original', 'vouched', 'no_card')),
	why int,		-- as the kiosk numbers its reasons
	staff_no text check (length(staff_no) <= 20),	-- on the card of who stood beside
	since timestamptz not null default clock_timestamp(),
	found text check (found in ('arrived', 'scanned', 'right', 'wrong')),
	scan text check (length(scan) between 4 and 500),
	scan_hash text check (scan_hash ~ '^[0-9a-f]{64}$'),
	reason text check (length(reason) between 2 and 1000),
	done_by int references desk.staff,
	done_at timestamptz,
	unique (key, kind),
	check ((found is null) = (done_by is null) and (found is null) = (done_at is null)
		and (found is null) = (reason is null)),
	check ((kind = 'original') = (found in ('arrived', 'scanned')) or found is null),
	check ((found = 'scanned') = (scan is not null and scan_hash is not null) or found is null)
);
create index counter_open on desk.counter_task (kind, since) where found is null;
create index counter_done on desk.counter_task (done_at desc) where found is not null;

-- Done once, and nothing of it changes afterwards.
create function desk.counter_stays() returns trigger language plpgsql as $$
begin
	if tg_op <> 'UPDATE' or old.found is not null then
		raise exception 'counter_task keeps what was written';
	end if;
	return new;
end $$;
create trigger counter_task_stays before update or delete on desk.counter_task
	for each row execute function desk.counter_stays();
alter table desk.counter_task enable row level security;
create policy desk_district on desk.counter_task to desk_owner
	using ((select desk.my_region()) in (0, region));

-- A step that leaves a case where it is.
insert into desk.move select 'counter', q, q from unnest(enum_range(null::desk.queue)) q;

alter function desk.do_take_in rename to take_in_person;

/*
 * Beside what take_in_person takes: true_facts, ids; titles, {code: title}; counter,
 * [{"kind", "why", "staff"}].
 */
create function desk.do_take_in(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	is_first boolean := exists (select from desk.casefile c where c.key = args->>'key' and c.opened is null);
begin
	perform desk.take_in_person(who, args);
	if not is_first then
		return '{}';
	end if;
	update desk.casefile c set groups = array(select g.fact from desk.person_group g
		where args->'true_facts' ? g.fact order by g.fact) where c.key = args->>'key';
	insert into desk.benefit select t.key, left(t.value, 120)
		from jsonb_each_text(coalesce(args->'titles', '{}')) t where t.key ~ '^[A-Z][A-Z0-9_]{0,14}$' and t.value <> ''
		on conflict do nothing;
	insert into desk.counter_task (key, region, kind, why, staff_no)
		select c.key, c.region, t->>'kind', (t->>'why')::int, t->>'staff'
		from desk.casefile c, jsonb_array_elements(coalesce(args->'counter', '[]')) t
		where c.key = args->>'key' and c.outcome is distinct from 'withdrawn' on conflict do nothing;
	return '{}';
end $$;

create function desk.counter_of(key text) returns jsonb language sql stable as $$
	select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'why', t.why, 'staff_no', t.staff_no,
		'since', t.since, 'found', t.found, 'scan', t.scan, 'reason', t.reason, 'done_at', t.done_at,
		'who', s.shown) order by t.id), '[]')
	from desk.counter_task t left join desk.staff s on s.id = t.done_by where t.key = counter_of.key
$$;

alter function desk.do_case rename to case_itself;
create function desk.do_case(who desk.staff, args jsonb) returns jsonb language sql as $$
	select case when c.one ? 'error' then c.one else c.one || jsonb_build_object(
		'counter', desk.counter_of(args->>'key'), 'groups', (
		select coalesce(jsonb_agg(g.title order by g.title), '[]') from desk.casefile f
		join desk.person_group g on g.fact = any (f.groups) where f.key = args->>'key')) end
	from (select desk.case_itself(who, args) as one) c
$$;

-- ---- cards that were left behind ----

create table desk.found_card (
	id bigint generated always as identity primary key,
	region centre.region not null,
	kiosk text references centre.kiosk,
	card text not null check (card in ('social', 'id', 'permit', 'other')),
	person_hash centre.hash,	-- of the number on it, with the desk's key; null: none can be read
	place text not null check (length(place) between 2 and 60),
	found_on date not null default desk.today(),
	reason text not null check (length(reason) between 2 and 1000),
	found_by int not null references desk.staff,
	ended text check (ended in ('returned', 'issuer', 'police')),
	ended_on date,
	ended_by int references desk.staff,
	ended_why text check (length(ended_why) between 2 and 1000),
	check ((ended is null) = (ended_on is null) and (ended is null) = (ended_by is null)
		and (ended is null) = (ended_why is null))
);
create index on desk.found_card (person_hash);
alter table desk.found_card enable row level security;
create policy desk_district on desk.found_card to desk_owner
	using ((select desk.my_region()) in (0, region)) with check ((select desk.my_region()) in (0, region));
create function desk.found_card_stays() returns trigger language plpgsql as $$
begin
	if tg_op <> 'UPDATE' or old.ended is not null then
		raise exception 'found_card keeps what was written';
	end if;
	return new;
end $$;
create trigger found_card_stays before update or delete on desk.found_card
	for each row execute function desk.found_card_stays();

-- ---- the page ----

create function desk.do_counter(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object(
		'open', coalesce((select jsonb_object_agg(x.kind, x.n) from (select t.kind, count(*) as n
			from desk.counter_task t join desk.casefile c on c.key = t.key
			where t.found is null and c.outcome is distinct from 'withdrawn' group by t.kind) x), '{}'),
		'left_behind', (select count(*) from desk.found_card f where f.ended is null and who.region in (0, f.region)),
		'rows', coalesce((select jsonb_agg(desk.row(c) || jsonb_build_object('task', to_jsonb(t) - 'key',
			'who', (select s.shown from desk.staff s where s.id = t.done_by)) order by t.since, t.id)
			from (select t.* from desk.counter_task t join desk.casefile c on c.key = t.key
				where t.kind = args->>'kind' and t.found is null and c.outcome is distinct from 'withdrawn'
				order by t.since, t.id limit 50) t
			join desk.casefile c on c.key = t.key), '[]'))
$$;

/*
 * What came of it.  id; found: an original arrived or is scanned in (scan: where it lies,
 * scan_hash: its SHA-256), a person looked at in a card's place was right or wrong; reason.
 * Whoever was beside the visitor at the kiosk is a card's number there, and a clerk here.
 */
create function desk.do_counter_done(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	t desk.counter_task;
	got record;
	number bigint;
begin
	select * into t from desk.counter_task t where t.id = (args->>'id')::bigint;
	if not found then
		return desk.failed('not_found');
	end if;
	got := desk.lock_case(args || jsonb_build_object('key', t.key));
	if got.error is not null then
		return got.error;
	end if;
	update desk.counter_task o set found = args->>'found', scan = args->>'scan', scan_hash = args->>'scan_hash',
		reason = trim(args->>'reason'), done_by = who.id, done_at = clock_timestamp()
		where o.id = t.id and o.found is null and args->>'found' is not null;
	if not found then
		return desk.failed('wrong_step');
	end if;
	number := desk.advance(t.key, 'counter', who.id, args->>'reason', due => (got.c).due,
		detail => jsonb_build_object('task', t.kind, 'counter_found', args->>'found'));
	return desk.stepped(who, got.c, 'counter', number);
end $$;

-- A promise whose signature nobody has is no promise; a person who was not the one applied for nothing.
alter function desk.do_propose rename to propose_now;
create function desk.do_propose(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
begin
	if args->>'outcome' = 'approve' and exists (select from desk.counter_task t where t.key = args->>'key'
			and (t.kind = 'original' and t.found is null or t.found = 'wrong')) then
		return desk.failed('needs_counter');
	end if;
	return desk.propose_now(who, args);
end $$;

-- ---- taken back at the counter, later than a kiosk takes it ----

-- paper: the number of the statement that the applicant signed there.
create function desk.do_withdraw(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
declare
	got record;
	number bigint;
begin
	got := desk.lock_case(args);
	if got.error is not null then
		return got.error;
	end if;
	if length(trim(coalesce(args->>'paper', ''))) not between 2 and 60 then
		return desk.failed('bad_input');
	end if;
	number := desk.advance((got.c).key, 'withdrawn', who.id, args->>'reason',
		detail => jsonb_build_object('paper', trim(args->>'paper')), outcome => 'withdrawn');
	if number is not null then
		perform centre.release((got.c).key);
	end if;
	return desk.stepped(who, got.c, 'withdrawn', number);
end $$;

-- ---- cards that were left behind: what is asked ----

-- By the number of whoever asks, where one was typed (person_hash is put there by the program).
create function desk.do_found_cards(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	cards jsonb;
begin
	select coalesce(jsonb_agg(to_jsonb(f) - '{person_hash,found_by,ended_by}'::text[] || jsonb_build_object(
		'known', f.person_hash is not null, 'who', p.shown, 'ended_who', e.shown) order by f.id desc), '[]') into cards
		from (select * from desk.found_card f where case when args ? 'person_hash'
			then f.person_hash = decode(args->>'person_hash', 'hex')
			else f.ended is null or f.ended_on > desk.today() - 30 end
			order by f.id desc limit 100) f
		join desk.staff p on p.id = f.found_by left join desk.staff e on e.id = f.ended_by;
	if args ? 'person_hash' then
		perform desk.note(who, 'desk.found_card_asked', jsonb_build_object('found', jsonb_array_length(cards)),
			decode(args->>'person_hash', 'hex'));
	end if;
	return jsonb_build_object('cards', cards, 'kiosks', (select coalesce(jsonb_agg(k.name order by k.name), '[]')
		from centre.kiosk k where who.region in (0, k.region)));
end $$;

create function desk.do_found_card_add(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	made bigint;
	here int := (select k.region from centre.kiosk k where k.name = args->>'kiosk' and who.region in (0, k.region));
begin
	if length(trim(coalesce(args->>'reason', ''))) < 2 then
		return desk.failed('needs_reason');
	end if;
	if here is null then
		return desk.failed('not_found');
	end if;
	insert into desk.found_card (region, kiosk, card, person_hash, place, reason, found_by)
		values (here, args->>'kiosk', args->>'card', decode(args->>'person_hash', 'hex'),
			trim(args->>'place'), trim(args->>'reason'), who.id) returning id into made;
	perform desk.note(who, 'desk.found_card_add', jsonb_build_object('card', made));
	return jsonb_build_object('id', made);
end $$;

/*
 * A card goes: back to its holder (person_hash: of the number that whoever came showed, and
 * it is that of the card), to who issued it, or to the police.
 */
create function desk.do_found_card_end(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	f desk.found_card;
begin
	if length(trim(coalesce(args->>'reason', ''))) < 2 then
		return desk.failed('needs_reason');
	end if;
	select * into f from desk.found_card f where f.id = (args->>'id')::bigint for update;
	if not found then
		return desk.failed('not_found');
	end if;
	if f.ended is not null then
		return desk.failed('wrong_step');
	end if;
	if args->>'ended' = 'returned' and f.person_hash is not null
	   and f.person_hash is distinct from decode(args->>'person_hash', 'hex') then
		return desk.failed('not_the_holder');
	end if;
	update desk.found_card o set ended = args->>'ended', ended_on = desk.today(), ended_by = who.id,
		ended_why = trim(args->>'reason') where o.id = f.id;
	perform desk.note(who, 'desk.found_card_end', jsonb_build_object('card', f.id, 'ended', args->>'ended'));
	return '{}';
end $$;

-- ---- what kiosks read: as before, and that an original is waited for ----

create or replace view desk.status_for_kiosk as
	select c.key,
	       case c.queue
		when 'new' then case when waits.id is not null then 'to_complete'
			when accepted.seq is null then 'received' else 'accepted' end
		when 'verify' then case when waits.id is not null then 'to_complete' else 'to_verify' end
		when 'complete' then 'to_complete'
		when 'review' then 'at_review'
		when 'pay' then 'to_pay'
		when 'recall' then 'recalled'
		else case c.outcome when 'approve' then
			case when paid.fen is null then 'approved' else 'paid' end
			when 'withdrawn' then 'withdrawn'
			when 'not_accepted' then 'not_accepted'
			else 'refused' end
	       end as status,
	       case when c.queue in ('new', 'verify') and waits.id is not null then 'applicant' else
	       case c.queue when 'complete' then 'applicant' when 'recall' then 'applicant'
		when 'decided' then 'none' else 'desk' end end as actor,
	       c.due, c.since, step.name as step, step.title as step_title,
	       case when c.queue in ('new', 'verify') and waits.id is not null
			then '签了名的原件还没有收到。请把回执带到窗口签名。' else told.reason end as reason,
	       step.no as step_no
	from desk.casefile c
	left join desk.counter_task waits on waits.key = c.key and waits.kind = 'original' and waits.found is null
	left join lateral (select e.seq from desk.event e
		where e.key = c.key and e.kind = 'accept' limit 1) accepted on true
	left join lateral (select sum(l.fen) as fen from desk.ledger l
		where l.key = c.key and l.kind = 'pay') paid on true
	left join lateral (select s.name, s.title, s.no from desk.course_step cs
		join desk.step s on s.flow = cs.flow and s.no = cs.no
		where cs.course = c.course order by cs.no desc limit 1) step on true
	left join lateral (select e.reason from desk.event e
		where e.key = c.key and e.kind in ('ask_complete', 'confirm', 'recall')
		order by e.seq desc limit 1) told on true;

insert into desk.action values
	('counter', 'what kiosks sent to the counter'), ('counter_done', 'and what came of it'),
	('withdraw', 'an application is taken back at the counter'), ('found_cards', 'cards that were left behind'),
	('found_card_add', 'one more'), ('found_card_end', 'and where it went');
insert into desk.may
	select r.role, a.action from (values
	('counter', '{clerk,reviewer,supervisor,auditor}'), ('counter_done', '{clerk,supervisor}'),
	('withdraw', '{clerk,supervisor}'), ('found_cards', '{clerk,reviewer,supervisor,auditor}'),
	('found_card_add', '{clerk,supervisor}'), ('found_card_end', '{clerk,supervisor}')) a (action, roles),
	unnest(a.roles::desk.role[]) r (role);

grant select on all tables in schema desk to desk_owner;
grant insert, update on desk.counter_task, desk.found_card to desk_owner;
grant insert on desk.benefit to desk_owner;
grant select on centre.kiosk to desk_owner;
grant execute on all functions in schema desk to desk_owner;
revoke execute on function desk.hire, desk.leave, desk.import_targets, desk.import_department_targets,
	desk.take_stick, desk.same_as_before from desk_owner;
