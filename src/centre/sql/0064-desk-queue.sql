-- A queue's list page by page, and of it what one asks for: of a district, with a benefit, in somebody's hands.

-- Who did something of it last; the applicant, at a kiosk, is nobody.
create function desk.in_hands_of(the_key text) returns int language sql stable as $$
	select e.staff from desk.event e where e.key = the_key and e.staff is not null order by e.seq desc limit 1
$$;

create or replace function desk.row(c desk.casefile) returns jsonb language sql stable as $$
	select jsonb_build_object('key', c.key, 'queue', c.queue, 'outcome', c.outcome,
		'receipt_no', c.receipt_no, 'region', c.region,
		'region_name', (select r.name from desk.region r where r.region = c.region),
		'signed', c.signed, 'since', c.since, 'due', c.due,
		'late', coalesce(c.due < desk.today(), false), 'doubt', c.doubt,
		'label', encode(c.label, 'base64'), 'items', a.items,
		'arrived', a.answer->>'outcome',
		'proposed_by', (select s.shown from desk.staff s where s.id = c.proposed_by),
		'in_hands_of', (select s.shown from desk.staff s where s.id = desk.in_hands_of(c.key)))
	from centre.application a where a.key = c.key
$$;

/*
 * 50 a page, and whether more follow; what is decided the newest first, else doubt first and then
 * the oldest.  region: its number; benefit: its code; hands: "mine" or "nobody".  Of what is decided only
 * the newest 2,000 are looked through: how rare something is decides what looking for it costs.
 * Compiling the statement (jit) would take 130 ms of a search of 20.
 */
create or replace function desk.do_queue(who desk.staff, args jsonb) returns jsonb language plpgsql set jit = off as $$
#variable_conflict use_variable
declare
	wanted desk.queue := (args->>'queue')::desk.queue;
	past int := 50 * greatest(coalesce((args->>'page')::int, 0), 0);
	in_region int := (args->>'region')::int;
	with_benefit jsonb := case when args ? 'benefit' then jsonb_build_array(jsonb_build_object('benefit', args->>'benefit')) end;
	hands text := args->>'hands';
	whose int := case hands when 'mine' then who.id end;
	keys text[];
begin
	if hands not in ('mine', 'nobody') then
		return desk.failed('bad_input');
	end if;
	if wanted <> 'decided' then
		keys := array(select c.key from desk.casefile c where c.queue = wanted and c.queue <> 'decided'
			and (in_region is null or c.region = in_region)
			and (with_benefit is null or (select a.items @> with_benefit from centre.application a where a.key = c.key))
			and (hands is null or desk.in_hands_of(c.key) is not distinct from whose)
			order by coalesce(c.doubt, 0) > 0 desc, c.signed, c.key limit 51 offset past);
	elsif coalesce(in_region::text, with_benefit::text, hands) is null then
		keys := array(select c.key from desk.casefile c where c.queue = 'decided'
			order by c.signed desc, c.key limit 51 offset past);
	else
		keys := array(select c.key from (select d.key, d.region, d.signed from desk.casefile d where d.queue = 'decided'
			order by d.signed desc, d.key limit 2000) c
			where (in_region is null or c.region = in_region)
			and (with_benefit is null or (select a.items @> with_benefit from centre.application a where a.key = c.key))
			and (hands is null or desk.in_hands_of(c.key) is not distinct from whose)
			order by c.signed desc, c.key limit 51 offset past);
	end if;
	return jsonb_build_object('rows', coalesce((select jsonb_agg(desk.row(c) order by k.n)
			from unnest(keys[1:50]) with ordinality k (key, n) join desk.casefile c on c.key = k.key), '[]'),
		'more', cardinality(keys) > 50,
		'regions', case when who.region = 0 then (select jsonb_object_agg(r.region, r.name) from desk.region r) end,
		'benefits', (select jsonb_object_agg(b.code, b.title) from desk.benefit b));
end $$;
grant execute on function desk.in_hands_of to desk_owner;
