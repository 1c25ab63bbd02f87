-- What the desk says to an applicant reaches the kiosks: the reason, the day, and how far
-- the course is.

/*
 * Of each application: where it stands, in a word; who acts next (desk, applicant, none);
 * the day by which; since when; the step of its course (五（二）), where one is known, by
 * name, title and number; and the reason that was last given to the applicant.
 */
create or replace view desk.status_for_kiosk as
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
	       c.due, c.since, step.name as step, step.title as step_title, told.reason,
	       step.no as step_no
	from desk.casefile c
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

-- In one line, and as long as a kiosk shows; null: nothing was said.
create function desk.for_glass(said text) returns text language sql immutable as $$
	select case when length(s) > 120 then left(s, 120) || '…' else s end
	from (select trim(regexp_replace(said, '\s+', ' ', 'g')) as s) x
$$;

/*
 * What the centre holds of a person: slots taken by year and class, trades had,
 * and where each application stands, newest first, with what the desk said of it.  item: person.  Asking is
 * written down.
 */
create or replace function gate.person(serial text, item jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	kiosk text := (centre.speaker(serial)).name;
	hash centre.hash := decode(item->>'person', 'hex');
begin
	if kiosk is null then
		return '{"outcome": "unknown_kiosk"}';
	end if;
	insert into centre.audit (who, what, person) values (kiosk, 'person.asked', hash);
	return jsonb_build_object('outcome', 'known',
		'slots', coalesce((select jsonb_agg(jsonb_build_object(
			'year', s.year, 'class', s.class, 'no', s.no, 'application', s.application)
			order by s.year, s.class, s.no)
			from centre.slot s where s.person = hash and s.released is null), '[]'),
		'once', coalesce((select jsonb_agg(jsonb_build_object(
			'occupation', o.occupation, 'level', o.level, 'application', o.application)
			order by o.occupation, o.level)
			from centre.once o where o.person = hash and o.released is null), '[]'),
		'applications', coalesce((select jsonb_agg(jsonb_build_object(
			'key', a.key, 'signed', a.signed, 'items', a.items, 'about', a.about,
			'occupation', a.occupation, 'level', a.level,
			-- where nobody at the desk has done anything yet, the centre says more
			'status', coalesce(nullif(d.status, 'received'),
				centre.last_status(a.key)::text),
			'due', d.due, 'reason', desk.for_glass(d.reason), 'step', d.step_no) order by a.signed desc, a.key)
			from centre.application a
			left join desk.status_for_kiosk d on d.key = a.key
			where a.person = hash), '[]'));
end $$;
