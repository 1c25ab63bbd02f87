-- A list that names nobody any more is a list too: it takes its place in force, and goes out to the
-- kiosks.  Emptied it is only where that is said beside it; what classes are taken from is never empty.

create or replace function desk.list_fault(kind text, rows jsonb) returns jsonb language plpgsql stable as $$
#variable_conflict use_column
declare
	cols text[];
	hit record;
begin
	select k.columns into cols from desk.list_kind k where k.kind = list_fault.kind;
	if cols is null or jsonb_typeof(rows) is distinct from 'array' or jsonb_array_length(rows) > 5000
			or (rows = '[]' and list_fault.kind in ('catalogue', 'institutions', 'standards')) then
		return desk.failed('bad_input');
	end if;
	select r.n, c.col into hit from jsonb_array_elements(rows) with ordinality r (cells, n),
		unnest(cols) with ordinality c (col, i)
		where jsonb_typeof(r.cells) <> 'array' or jsonb_array_length(r.cells) <> cardinality(cols)
		   or not desk.is_cell(split_part(c.col, ':', 2), r.cells->>(c.i - 1)::int) or (c.i = 1 and r.cells->>0 = '')
		order by r.n, c.i limit 1;
	if not found then
		select r.n, cols[1] as col into hit from jsonb_array_elements(rows) with ordinality r (cells, n)
			where list_fault.kind <> 'standards' and exists (select from jsonb_array_elements(rows) with ordinality o (cells, n)
				where o.n < r.n and o.cells->>0 = r.cells->>0) limit 1;
	end if;
	return case when found then jsonb_build_object('error', 'bad_row', 'row', hit.n,
		'column', desk.list_column(hit.col)) end;
end $$;

alter function desk.do_list_enter rename to enter_rows;
create function desk.do_list_enter(who desk.staff, args jsonb) returns jsonb language sql as $$
	select case when args->'rows' = '[]' and args->'emptied' is distinct from 'true'
		then desk.failed('bad_input') else desk.enter_rows(who, args) end
$$;

create or replace function desk.list_csv(v desk.list_version) returns text language sql stable as $$
	select (select string_agg(desk.list_column(c), ',' order by i) from desk.list_kind k, unnest(k.columns) with ordinality u (c, i)
		where k.kind = v.kind) || E'\n' || coalesce((
		select string_agg((select string_agg(desk.csv_cell(cell), ',' order by i)
			from jsonb_array_elements_text(r.cells) with ordinality c (cell, i)) || E'\n', '' order by r.n)
		from jsonb_array_elements(v.rows) with ordinality r (cells, n)), '')
$$;

grant execute on function desk.do_list_enter to desk_owner;
revoke execute on function desk.do_list_enter from public;
