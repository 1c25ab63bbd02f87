-- How institutions were rated: by whoever evaluates them for the city (R3-3d), by those who
-- learned there, by an inspection; and how visitors rated the kiosks, by month.

create table desk.institution_rating (
	seq bigint generated always as identity primary key,
	institution int not null references desk.institution,
	source text not null check (source in ('evaluation', 'learners', 'inspection')),
	grade smallint not null check (grade between 1 and 5),
	people int not null check (people between 1 and 100000),	-- how many said so
	day date not null default desk.today(),
	staff int not null references desk.staff,
	reason text not null check (length(reason) between 2 and 1000)
);
create index on desk.institution_rating (institution);
create trigger institution_rating_stays before update or delete or truncate on desk.institution_rating
	for each statement execute function centre.never_changes();

-- {"grade": the mean by people, one decimal, "people", "last"}; null: nobody has rated it.
create function desk.rating_of(institution int) returns jsonb language sql stable as $$
	select case when count(*) > 0 then jsonb_build_object('grade', round(sum(r.grade * r.people)::numeric / sum(r.people), 1),
		'people', sum(r.people), 'last', max(r.day)) end
	from desk.institution_rating r where r.institution = rating_of.institution
$$;

alter function desk.do_institutions rename to institutions_themselves;
create function desk.do_institutions(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('rows', (select coalesce(jsonb_agg(r || jsonb_build_object('rating',
		desk.rating_of((r->>'id')::int)) order by n), '[]')
		from jsonb_array_elements(desk.institutions_themselves(who, args)->'rows') with ordinality x (r, n)))
$$;

create function desk.do_institution_rate(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	wanted int := (select i.id from desk.institution i where i.id = (args->>'institution')::int and who.region in (0, i.region));
begin
	if length(trim(coalesce(args->>'reason', ''))) < 2 then
		return desk.failed('needs_reason');
	end if;
	if wanted is null then
		return desk.failed('not_found');
	end if;
	insert into desk.institution_rating (institution, source, grade, people, staff, reason)
		values (wanted, args->>'source', (args->>'grade')::smallint, (args->>'people')::int, who.id, trim(args->>'reason'));
	perform desk.note(who, 'desk.institution_rate', jsonb_build_object('institution', wanted));
	return '{}';
end $$;

-- Of a year, by month and kiosk: counts of the grades 1 to 5.
create function desk.do_ratings(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('rows', coalesce(jsonb_agg(jsonb_build_object('month', x.month, 'kiosk', x.kiosk,
		'counts', x.counts, 'people', x.people) order by x.month, x.kiosk), '[]')) from (
		select extract(month from r.day)::int as month, r.kiosk,
		       array[sum(r.counts[1]), sum(r.counts[2]), sum(r.counts[3]), sum(r.counts[4]), sum(r.counts[5])] as counts,
		       sum((select sum(n) from unnest(r.counts) n)) as people
		from desk.rating r where r.day >= make_date((args->>'year')::int, 1, 1) and r.day < make_date((args->>'year')::int + 1, 1, 1)
		group by 1, 2) x
$$;

insert into desk.action values
	('institution_rate', 'what others found of an institution'), ('ratings', 'how visitors rated the kiosks');
insert into desk.may
	select r.role, a.action from (values ('institution_rate', '{clerk,supervisor}'),
	('ratings', '{clerk,reviewer,supervisor,auditor}')) a (action, roles), unnest(a.roles::desk.role[]) r (role);

grant select on desk.institution_rating to desk_owner;
grant insert on desk.institution_rating to desk_owner;
grant execute on all functions in schema desk to desk_owner;
revoke execute on function desk.hire, desk.leave, desk.import_targets, desk.import_department_targets,
	desk.take_stick, desk.same_as_before, desk.send_list from desk_owner;
