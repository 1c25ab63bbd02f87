-- What two persons put in force at the desk goes out to the kiosks: each list as the table that
-- a kiosk takes, where it differs from what was signed last.  Signed it is by whoever has the
-- publisher's key (skills-centre lists), which no desk has.

alter domain centre.bundle_kind drop constraint bundle_kind_check;
alter domain centre.bundle_kind add constraint bundle_kind_check
	check (value in ('pack', 'institutions', 'catalogue', 'standards', 'overrides', 'friction'));

-- ---- an employer's number, which the list decides by ----

alter table exchange.fact_kind drop constraint fact_kind_form_check;
alter table exchange.fact_kind add constraint fact_kind_form_check
	check (form in ('bool', 'date', 'count', 'level', 'yuan', 'region', 'employer'));
insert into exchange.fact_kind values ('employer_no', 'employer', 'insurance');

alter function exchange.fits rename to fits_figures;
create function exchange.fits(form text, value text) returns boolean
language plpgsql immutable strict as $$
begin
	return case when form = 'employer' then desk.is_credit_code(value)
		else exchange.fits_figures(form, value) end;
end $$;

-- ---- lists in the form that kiosks take ----

update desk.list_kind set for_kiosks = 'friction' where kind = 'friction';
-- As a kiosk reads them (src/policy/FACTS.md, overrides).
update desk.list_kind set for_kiosks = 'overrides',
	columns = '{key:param,by:author,matter:matter,value:fen,from:date,source,note}' where kind = 'overrides';
-- What a catalogue does not say is empty: unknown, as a kiosk reads it.
update desk.list_kind set columns = array(select case c when 'on_list:bool' then 'on_list:tri'
	when 'listed_for_person:bool' then 'listed_for_person:tri' else c end from unnest(columns) with ordinality u (c, i) order by i)
	where kind = 'catalogue';
update desk.list_kind set about = '上浮的工种和比例；随课程目录到各终端' where kind = 'shortage';
update desk.list_kind set about = '五（二）公布的项目；不在里面的项目，终端上不能报' where kind = 'projects';

alter function desk.is_cell rename to is_plain_cell;
create function desk.is_cell(form text, value text) returns boolean language plpgsql immutable as $$
begin
	return value is not null and length(value) <= 500 and case form
		when 'tri' then value in ('', 'true', 'false')
		when 'param' then value ~ '^[a-z0-9_]{1,40}$'
		when 'author' then value in ('state_council', 'province', 'ministry', 'city', 'department', 'district', 'other')
		when 'matter' then value in ('target', 'item', 'standard', 'count', 'process', 'supervision', 'other')
		when 'fen' then value ~ '^\d{1,12}$'
		else desk.is_plain_cell(form, value) end;
end $$;

-- The place of a column in a kind's rows, from 0.
create function desk.list_place(kind text, name text) returns int language sql stable as $$
	select array_position(array(select desk.list_column(c) from unnest(k.columns) c), list_place.name) - 1
	from desk.list_kind k where k.kind = list_place.kind
$$;

-- Rows with one cell set anew.
create function desk.with_cell(cells jsonb, place int, value text) returns jsonb language sql immutable as $$
	select case when value is null then cells else jsonb_set(cells, array[place::text], to_jsonb(value)) end
$$;

-- Of a course: its trade's uplift, where shortage trades are in force; a trade that is none has 0.
create function desk.uplift_of(occupation text, day date) returns text language sql stable as $$
	select coalesce((select r->>1 from jsonb_array_elements(v.rows) r where r->>0 = uplift_of.occupation limit 1), '0')
	from desk.list_on('shortage', uplift_of.day) v where v.id is not null
$$;

-- Of a project: whether it is on the list of projects in force.
create function desk.on_list_of(id text, day date) returns text language sql stable as $$
	select exists (select from jsonb_array_elements(v.rows) r where r->>0 = on_list_of.id)::text
	from desk.list_on('projects', on_list_of.day) v where v.id is not null
$$;

-- What two persons agreed on for an institution, until its last day.
create function desk.colour_of(name text, day date) returns desk.listing language sql stable as $$
	select l from desk.listing l join desk.institution i on i.id = l.institution
	where i.name = colour_of.name and l.confirmed_by is not null and colour_of.day between l.first_day and l.last_day
	order by l.id desc limit 1
$$;

/*
 * A list as it is in force for kiosks on a day: shortage trades and projects stand in the
 * catalogue, red and black in the institutions.  null: none is, or it has not the columns
 * of today.
 */
create function desk.rows_out(wanted text, day date) returns jsonb language plpgsql stable as $$
#variable_conflict use_column
declare
	v desk.list_version := desk.list_on(wanted, rows_out.day);
	shortage boolean := (desk.list_on('shortage', rows_out.day)).id is not null;
	projects boolean := (desk.list_on('projects', rows_out.day)).id is not null;
	place int[];
	made jsonb;
begin
	if v.id is null or exists (select from desk.list_kind k, jsonb_array_elements(v.rows) r
			where k.kind = wanted and jsonb_array_length(r) <> cardinality(k.columns)) then
		return null;
	end if;
	if wanted = 'catalogue' then
		place := array(select desk.list_place(wanted, c) from unnest('{id,kind,occupation,on_list,shortage_uplift_pct}'::text[]) c);
		select jsonb_agg(desk.with_cell(desk.with_cell(r.cells, place[5],
				case when shortage and r.cells->>place[3] <> '' then desk.uplift_of(r.cells->>place[3], rows_out.day) end),
			place[4], case when projects and r.cells->>place[2] = 'PROJECT'
				then desk.on_list_of(r.cells->>place[1], rows_out.day) end) order by r.n)
			into made from jsonb_array_elements(v.rows) with ordinality r (cells, n);
		return made;
	elsif wanted = 'institutions' then
		place := array(select desk.list_place(wanted, c) from unnest('{title_zh,status,listed}'::text[]) c);
		select jsonb_agg(desk.with_cell(desk.with_cell(r.cells, place[2], l.colour), place[3], l.first_day::text) order by r.n)
			into made from jsonb_array_elements(v.rows) with ordinality r (cells, n)
			left join lateral desk.colour_of(r.cells->>place[1], rows_out.day) l on true;
		return made;
	end if;
	return v.rows;
end $$;

create function desk.csv_out(wanted text, day date) returns text language plpgsql stable as $$
declare
	v desk.list_version;
begin
	v.kind := wanted;
	v.rows := desk.rows_out(wanted, csv_out.day);
	return case when v.rows is not null then desk.list_csv(v) end;
end $$;

-- ---- what was signed of them ----

create table desk.list_sent (
	kind text not null references desk.list_kind,
	version bigint not null,
	mark text not null check (mark ~ '^[0-9a-f]{64}$'),	-- SHA-256 of the table
	at timestamptz not null default clock_timestamp(),
	primary key (kind, version)
);
create trigger list_sent_stays before update or delete or truncate on desk.list_sent
	for each statement execute function centre.never_changes();

/*
 * [{"kind", "name", "csv", "mark"}] of what is in force and was not signed so, in the order in
 * which a kiosk takes it; name: the bundle's kind.
 */
create function desk.lists_to_send() returns jsonb language sql stable as $$
	select coalesce(jsonb_agg(jsonb_build_object('kind', x.kind, 'name', x.name, 'csv', x.csv, 'mark', x.mark) order by x.place), '[]')
	from (select k.kind, k.for_kiosks as name, c.csv, encode(sha256(convert_to(c.csv, 'UTF8')), 'hex') as mark,
		     array_position('{institutions,catalogue,standards,overrides,friction}'::text[], k.for_kiosks) as place
	      from desk.list_kind k, lateral (select desk.csv_out(k.kind, desk.today()) as csv) c
	      where k.for_kiosks is not null and c.csv is not null) x
	where x.mark is distinct from (select s.mark from desk.list_sent s where s.kind = x.kind order by s.version desc limit 1)
$$;

-- The one that was signed, and what stands of it; in one transaction with nothing half done.
create function desk.send_list(kind text, mark text, version bigint, bytes bytea, made timestamptz) returns text
language plpgsql as $$
#variable_conflict use_column
declare
	said text := centre.publish((select k.for_kiosks from desk.list_kind k where k.kind = send_list.kind),
				    send_list.version, send_list.bytes, send_list.made);
begin
	insert into desk.list_sent (kind, version, mark) values (send_list.kind, send_list.version, send_list.mark);
	return said;
end $$;

-- When a list was last signed for the kiosks, beside the list.
alter function desk.do_lists rename to lists_themselves;
create function desk.do_lists(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('kinds', (select jsonb_agg(k || jsonb_build_object('sent', (
		select max(s.at) from desk.list_sent s where s.kind = k->>'kind')) order by n)
		from jsonb_array_elements(desk.lists_themselves(who, args)->'kinds') with ordinality x (k, n)))
$$;

grant select on desk.list_sent to desk_owner;
grant execute on all functions in schema desk to desk_owner;
revoke execute on function desk.hire, desk.leave, desk.import_targets, desk.import_department_targets,
	desk.take_stick, desk.same_as_before, desk.send_list from desk_owner;
revoke execute on function desk.send_list, desk.lists_to_send from public;
