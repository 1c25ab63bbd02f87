-- Two versions of a list cannot begin on one day: that is said by its name, when it is entered and when it is agreed to.

create function desk.is_taken_day(kind text, day date) returns boolean language sql stable as $$
	select exists (select from desk.list_version v where v.kind = is_taken_day.kind and v.first_day = day and v.confirmed_by is not null)
$$;

create or replace function desk.do_list_enter(who desk.staff, args jsonb) returns jsonb language sql as $$
	select case when args->'rows' = '[]' and args->'emptied' is distinct from 'true' then desk.failed('bad_input')
		when args->'rows' <> '[]' and desk.list_fault(args->>'kind', args->'rows') is null
			and desk.is_taken_day(args->>'kind', (args->>'first_day')::date) then desk.failed('taken_day')
		else desk.enter_rows(who, args) end
$$;

alter function desk.do_list_agree rename to agree_to_rows;
create function desk.do_list_agree(who desk.staff, args jsonb) returns jsonb language sql as $$
	select coalesce((select desk.failed('taken_day') from desk.list_version v where v.id = (args->>'id')::int
		and v.confirmed_by is null and desk.is_taken_day(v.kind, v.first_day)), desk.agree_to_rows(who, args))
$$;
grant execute on function desk.is_taken_day, desk.do_list_agree to desk_owner;
revoke execute on function desk.do_list_agree from public;
