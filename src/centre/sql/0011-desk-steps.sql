-- How a case moves, and what the kiosks are told of it.

-- An application that a kiosk has sent is a case, from the same transaction on.
create function desk.open_case() returns trigger language plpgsql
security definer set search_path = pg_catalog as $$
begin
	insert into desk.casefile (key, region, signed) values (new.key, new.region, new.signed)
		on conflict do nothing;
	return new;
end $$;
create trigger case_opens after insert on centre.application
	for each row execute function desk.open_case();

insert into desk.casefile (key, region, signed, queue, outcome)
	select a.key, a.region, a.signed,
	       (case when centre.last_status(a.key) = 'withdrawn' then 'decided' else 'new' end)::desk.queue,
	       case when centre.last_status(a.key) = 'withdrawn' then 'withdrawn' end
	from centre.application a;

-- Of a kind from a queue the only next one, or the wanted one; null: there is none.
create function desk.next_queue(kind text, from_queue desk.queue, wanted desk.queue)
returns desk.queue language sql stable as $$
	select case when count(*) = 1 then min(m.to_queue) end from desk.move m
	where m.kind = next_queue.kind and m.from_queue = next_queue.from_queue
	  and (wanted is null or m.to_queue = wanted)
$$;

create function desk.coarse_status(kind text, to_queue desk.queue, outcome text)
returns centre.status language sql immutable as $$
	select case
		when kind = 'withdrawn' then 'withdrawn'
		when kind = 'recall' then 'recalled'
		when kind = 'pay' then 'paid'
		when kind = 'ask_complete' then 'to_complete'
		when kind = 'confirm' and outcome = 'approve' then 'approved'
		when kind = 'confirm' then 'refused'
		when kind = 'completed' then 'at_staff'
		when kind = 'accept' then 'at_staff'
	end::centre.status
$$;

/*
 * Takes one step.  The caller holds the lock of the person, so that a withdrawal at a
 * kiosk is before it or after it.  wanted: where two ways go on; staff null: the
 * applicant.  Returns the number of the event; null: there is no such step from here.
 */
create function desk.advance(key centre.key, kind text, staff int, reason text,
			     wanted desk.queue default null, due date default null,
			     detail jsonb default '{}', outcome text default null)
returns bigint language plpgsql set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	here desk.casefile;
	there desk.queue;
	coarse centre.status;
	number bigint;
begin
	select * into here from desk.casefile c where c.key = advance.key for update;
	there := desk.next_queue(advance.kind, here.queue, advance.wanted);
	if there is null then
		return null;
	end if;
	update desk.casefile c set queue = there, since = clock_timestamp(), due = advance.due,
		outcome = coalesce(advance.outcome, c.outcome),
		proposed_by = case when advance.kind = 'propose' then advance.staff
				   when advance.kind = 'send_back' then null
				   else c.proposed_by end
		where c.key = advance.key;
	insert into desk.event (key, region, kind, from_queue, to_queue, staff, reason, due, detail)
		values (advance.key, here.region, advance.kind, here.queue, there, advance.staff, advance.reason,
			advance.due, advance.detail)
		returning seq into number;
	coarse := desk.coarse_status(advance.kind, there, advance.outcome);
	if coarse is not null and advance.staff is not null then
		insert into centre.application_status (application, status, who, note)
			values (advance.key, coarse, 'desk', advance.reason);
	end if;
	return number;
end $$;

-- A kiosk's withdrawal reaches the queue in the transaction that takes it.
create function desk.hear_withdrawal() returns trigger language plpgsql
security definer set search_path = pg_catalog as $$
begin
	if exists (select from desk.casefile c where c.key = new.application and c.queue = 'decided') then
		return new;
	end if;
	if desk.advance(new.application, 'withdrawn', null, null, outcome => 'withdrawn') is null then
		raise exception 'the desk has gone on with this application'
			using errcode = 'serialization_failure';
	end if;
	return new;
end $$;
create trigger withdrawal_heard after insert on centre.application_status
	for each row when (new.status = 'withdrawn') execute function desk.hear_withdrawal();

-- ---- what kiosks are told ----

/*
 * Of each application: where it stands, in a word; who acts next (desk, applicant, none);
 * the day by which; since when; the step of its course (五（二）), where one is known; and
 * the reason that was last given to the applicant.
 */
create view desk.status_for_kiosk as
	select c.key,
	       case c.queue
		when 'new' then case when accepted.seq is null then 'received' else 'accepted' end
		when 'verify' then 'to_verify'
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
	       case c.queue when 'complete' then 'applicant' when 'recall' then 'applicant'
		when 'decided' then 'none' else 'desk' end as actor,
	       c.due, c.since, step.name as step, step.title as step_title, told.reason
	from desk.casefile c
	left join lateral (select e.seq from desk.event e
		where e.key = c.key and e.kind = 'accept' limit 1) accepted on true
	left join lateral (select sum(l.fen) as fen from desk.ledger l
		where l.key = c.key and l.kind = 'pay') paid on true
	left join lateral (select s.name, s.title from desk.course_step cs
		join desk.step s on s.flow = cs.flow and s.no = cs.no
		where cs.course = c.course order by cs.no desc limit 1) step on true
	left join lateral (select e.reason from desk.event e
		where e.key = c.key and e.kind in ('ask_complete', 'confirm', 'recall')
		order by e.seq desc limit 1) told on true;

-- ---- annex 1: what page, CSV and frozen months are all made from ----

-- By month and district: applications that two people approved, and what was paid out.
create function desk.done(first_day date, past_day date)
returns table (month date, region smallint, persons int, fen bigint) language sql stable as $$
	select month, region, sum(persons)::int, sum(fen)::bigint from (
		select date_trunc('month', d.day)::date as month, d.region::smallint as region,
		       count(*) as persons, 0::bigint as fen
		from desk.decision d
		where d.outcome = 'approve' and d.day >= first_day and d.day < past_day group by 1, 2
		union all
		select date_trunc('month', l.day)::date, l.region::smallint, 0, sum(l.fen)
		from desk.ledger l
		where l.kind = 'pay' and l.day >= first_day and l.day < past_day group by 1, 2) x
	group by 1, 2
$$;

create function desk.annex1(year int)
returns table (region smallint, name text, plan int, done int, rate numeric, fen bigint)
language sql stable as $$
	select r.region::smallint, r.name, t.persons, coalesce(d.persons, 0)::int,
	       round(100.0 * coalesce(d.persons, 0) / nullif(t.persons, 0), 1), coalesce(d.fen, 0)::bigint
	from desk.region r
	left join (select o.region, sum(o.persons) as persons, sum(o.fen) as fen
		from desk.done(make_date(year, 1, 1), make_date(year + 1, 1, 1)) o group by 1) d
		on d.region = r.region
	left join desk.target t on t.region = r.region and t.year = annex1.year
	where coalesce(desk.my_region(), 0) in (0, r.region)
	order by r.region
$$;

create function desk.annex1_csv(year int) returns text language sql stable as $$
	select E'\uFEFF地区,计划,完成,完成率%,已拨（元）\r\n' || string_agg(
		format(E'%s,%s,%s,%s,%s\r\n', '"' || replace(a.name, '"', '""') || '"',
		       coalesce(a.plan::text, ''), a.done, coalesce(a.rate::text, ''),
		       to_char(a.fen / 100.0, 'FM999999999990.00')), '' order by a.region)
	from desk.annex1(annex1_csv.year) a
$$;

-- What a city plans, from its table: [{"region", "name", "year", "persons"}].
create function desk.import_targets(rows jsonb) returns bigint language plpgsql as $$
#variable_conflict use_column
declare
	count bigint;
begin
	insert into desk.region
		select distinct (r->>'region')::smallint, r->>'name' from jsonb_array_elements(rows) r
		on conflict (region) do update set name = excluded.name;
	insert into desk.target
		select (r->>'region')::smallint, (r->>'year')::smallint, (r->>'persons')::int
		from jsonb_array_elements(rows) r
		on conflict (region, year) do update set persons = excluded.persons;
	get diagnostics count = row_count;
	return count;
end $$;

-- ---- who works here, entered by whoever keeps the desk ----

-- Whoever came again has a new password, and no session of the old one goes on.
create function desk.hire(name text, shown text, role text, region text, password text, totp bytea)
returns int language plpgsql as $$
#variable_conflict use_column
declare
	hired int;
begin
	insert into desk.staff (name, shown, role, region, password, totp)
		values (hire.name, hire.shown, hire.role::desk.role, hire.region::smallint,
			hire.password, hire.totp)
		on conflict (name) do update set shown = excluded.shown, role = excluded.role,
			region = excluded.region, password = excluded.password, totp = excluded.totp,
			last_step = 0, left_on = null
		returning id into hired;
	update desk.session s set ended = now() where s.staff = hired and s.ended is null;
	insert into centre.audit (who, what, detail) values (session_user, 'desk.hired',
		jsonb_build_object('name', hire.name, 'role', hire.role, 'region', hire.region));
	return hired;
end $$;

create function desk.leave(name text) returns bigint language plpgsql as $$
#variable_conflict use_column
declare
	count bigint;
begin
	update desk.staff s set left_on = now() where s.name = leave.name and s.left_on is null;
	get diagnostics count = row_count;
	insert into centre.audit (who, what, detail)
		values (session_user, 'desk.left', jsonb_build_object('name', leave.name));
	return count;
end $$;
