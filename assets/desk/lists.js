// Lists: applications, payments, courses, and who did what.
import { ask, choices, field, local, make, mark, money, say, select, sheet, show, table } from "./parts.js";
import { told, words } from "./tongue.js";
import { ARRIVED, AUDIT, EVENTS, HANDS, OUTCOMES, QUEUES } from "./words.js";

// So much a day is no sum: it stands beside it.
function sums(row) {
	const daily = row.label?.per_day || [];
	const add = (items) => items.reduce((sum, item) => sum + (item.fen || 0), 0);
	const once = add(row.items.filter((item) => !daily.includes(item.benefit)));
	const each = add(row.items.filter((item) => daily.includes(item.benefit)));
	return [once && money(once), each && told`每天 ${money(each)}`].filter(Boolean).map(words).join(words("，")) || "—";
}

function checked(row) {
	if (ARRIVED[row.arrived])
		return mark(told`! ${ARRIVED[row.arrived]}`, "warn");
	if (!row.label)
		return mark("! 密封部分打不开", "warn");
	if (row.label.signed === "paper")
		return mark("! 纸上签名，等原件", "warn");
	if (row.doubt)
		return mark(told`! 有 ${row.doubt} 项说法不一致`, "warn");
	return row.label.promises ? mark(told`承诺 ${row.label.promises} 项`, "plain") : mark("✓ 登记齐", "good");
}

function stage(row) {
	const word = row.queue === "decided" ? OUTCOMES[row.outcome] : QUEUES[row.queue];
	return make("span", {}, mark(word, row.queue === "verify" || row.late ? "warn" : ""),
		row.due && " ", row.due && (row.late ? told`已过 ${row.due}` : told`到 ${row.due}`));
}

function opener(row) {
	return make("a", { href: "#/case/" + row.key }, row.receipt_no || row.key.slice(0, 8) + "…");
}

export const COLUMNS = [
	["回执号", opener, "nowrap"],
	["申请人", (row) => row.label?.name, "nowrap"],
	["申请什么", (row) => row.label?.course || Object.values(row.label?.titles || {})[0]],
	["地区", (row) => row.region_name || row.region, "nowrap"],
	["金额", sums, "sum"],
	["提交", (row) => local(row.signed), "nowrap"],
	["核对", checked],
	["到哪一步", stage],
	["谁办", (row) => row.in_hands_of, "nowrap"],
];

export function searchForm() {
	return make("form", { class: "search", role: "search", on: { submit: (event) => {
		event.preventDefault();
		found(new FormData(event.target).get("what").trim());
	} } }, make("input", { name: "what", "aria-label": "回执号、回执上的码，或身份证号", required: true, autocomplete: "off",
		placeholder: "回执号、扫码或身份证号", maxlength: 1200 }), make("button", { type: "submit" }, "查找"));
}

async function found(what) {
	const { rows } = await ask("search", { what });
	if (rows.length === 1) {
		location.hash = "#/case/" + rows[0].key;
		return;
	}
	show(rows.length ? told`找到 ${rows.length} 件` : "没有找到", make("div", { class: "head" }, make("h1", { "data-title": "" }),
		searchForm()), rows.length ? table("找到的申请", COLUMNS, rows) :
		make("p", {}, "请看看号码是不是打错了；别的区的申请，这里查不到。"));
}

// What a list is asked for stands in its address, so that it can be kept and gone back to.
function address(name, asked) {
	const kept = new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
	return "#/queue/" + name + (kept.size ? "?" + kept : "");
}

const isFiltered = (asked) => Boolean(asked.region || asked.benefit || asked.hands);

function filters(name, asked, { regions, benefits }) {
	const part = (key, title, words) => words && select(key, title, [["", "全部"], ...Object.entries(words)], asked[key] || "");
	return make("form", { id: "filters", class: "filters", on: { submit: (event) => {
		event.preventDefault();
		location.hash = address(name, Object.fromEntries(new FormData(event.target)));
	} } }, part("region", "地区", regions), part("benefit", "项目", benefits), part("hands", "谁办", HANDS),
	make("button", { type: "submit" }, "筛选"), isFiltered(asked) && make("a", { class: "tab", href: address(name, {}) }, "看全部"));
}

function pager(name, asked, more) {
	const page = Number(asked.page) || 0;
	const to = (number, text) => make("a", { class: "tab", href: address(name, { ...asked, page: number }) }, text);
	return (page > 0 || more) && make("nav", { class: "pager", "aria-label": "翻页" },
		page > 0 && to(page - 1, "‹ 上一页"), make("span", {}, told`第 ${page + 1} 页`), more && to(page + 1, "下一页 ›"));
}

// name, or name?page=1&region=2&benefit=TRAIN&hands=mine
export async function queue(me, wanted) {
	const [name, search] = wanted.split("?");
	const asked = Object.fromEntries(new URLSearchParams(search));
	const counts = await ask("queues");
	const chosen = QUEUES[name] ? name : counts.verify ? "verify" : me.role === "reviewer" ? "review" : "new";
	const all = await ask("queue", { queue: chosen, page: Number(asked.page) || 0, region: asked.region ? Number(asked.region) : undefined,
		benefit: asked.benefit || undefined, hands: asked.hands || undefined });
	const { rows, more } = all;
	const tabs = Object.entries(QUEUES).map(([key, word]) => make("a", { class: "tab", href: "#/queue/" + key,
		"aria-current": key === chosen ? "page" : null }, key === "decided" ? word : told`${word} ${counts[key] || 0}`));
	const open = Object.values(counts).reduce((a, b) => a + b, 0);
	show(told`申请：${open} 件在办`, make("div", { class: "head" }, make("div", {}, make("h1", { "data-title": "" }),
		make("p", { class: "soft" }, "说法不一致的在最前，其余按提交先后。姓名只露一部分；打开才看全，打开有记录。")),
		me.may.includes("search") && searchForm()),
		make("div", { class: "head" }, make("nav", { "aria-label": "队列" }, make("div", { class: "choices" }, ...tabs)),
			filters(chosen, asked, all)),
		isFiltered(asked) && chosen === "decided" && make("p", { class: "soft" }, "筛选只看最近办结的 2000 件，更早的请查找。"),
		rows.length ? table(told`${QUEUES[chosen]}的申请`, COLUMNS, rows) : make("p", {}, isFiltered(asked) ? "这样筛选，没有申请。" : "这里没有申请。"),
		pager(chosen, asked, more));
}

// ---- payments ----

export async function payments(me) {
	const [{ rows }, { rows: runs }] = await Promise.all([ask("to_pay"), ask("pay_runs")]);
	const ready = rows.filter((row) => row.ready);
	const regions = Object.fromEntries(ready.map((row) => [row.region, row.region_name || row.region]));
	const make_run = me.may.includes("pay_run") && ready.length > 0 && make("div", { class: "wide card act" },
		make("h2", {}, "做一张发放表"), make("p", { class: "soft" }, "做成以后不能再改。自己审过的，要由别人来做。"),
		sheet("pay-run", [choices("region", "地区", regions, Object.keys(regions)[0]),
			field("period", "月份", make("input", { required: true, pattern: "20\\d\\d-(0[1-9]|1[0-2])", value: me.day.slice(0, 7) })),
			field("reason", "说明", make("input", { required: true, minlength: 2, maxlength: 200 }))], "做发放表", async (form) => {
			const done = await ask("pay_run", { ...form, region: Number(form.region) });
			say(told`第 ${done.pay_run} 张发放表：${done.cases} 件`);
			payments(me);
		}));
	show("发放台账", table("等发放的", [["回执号", opener, "nowrap"], ["申请人", (row) => row.label?.name],
		["地区", (row) => row.region_name || row.region], ["定下的金额", (row) => money(row.fen), "sum"],
		["能不能发", (row) => row.ready ? mark("✓ 可以", "good") : mark("等结果公示", "plain")]], rows), make("p"), make_run,
		table("做过的发放表", [["第几张", (row) => make("a", { href: "#/run/" + row.id }, told`第 ${row.id} 张`)],
			["月份", (row) => row.period], ["地区", (row) => row.region_name || row.region], ["件数", (row) => row.cases, "sum"],
			["合计", (row) => money(row.fen), "sum"], ["谁做的", (row) => row.who], ["日期", (row) => row.day]], runs));
}

export async function run(number) {
	const { rows } = await ask("pay_rows", { pay_run: Number(number) });
	const sum = rows.reduce((all, row) => all + row.fen, 0);
	show(told`第 ${number} 张发放表`, table("发放给", [["回执号", opener, "nowrap"], ["申请人", (row) => row.label?.name],
		["项目", (row) => row.label?.titles?.[row.benefit] || row.benefit], ["金额", (row) => money(row.fen), "sum"]], rows,
		make("tr", {}, make("th", { scope: "row", colspan: 3 }, told`合计 ${rows.length} 笔`),
			make("td", { class: "sum" }, money(sum)))));
}

// ---- courses ----

export async function courses(me) {
	const { steps, departments, rows } = await ask("courses");
	const step = (row, no) => steps.find((one) => one.flow === row.flow && one.no === no);
	const next = (row) => {
		const coming = step(row, row.no + 1);
		if (!coming || !me.may.includes("course_step"))
			return coming ? coming.title : "都走完了";
		return make("details", {}, make("summary", {}, told`登记“${coming.title}”`),
			sheet("step-" + row.id, [field("day", "哪一天", make("input", { type: "date", required: true, value: me.day })),
				field("reason", "依据", make("input", { required: true, minlength: 2, maxlength: 200 }))], "登记", async (form) => {
				await ask("course_step", { ...form, course: row.id, no: row.no + 1 });
				say(told`${row.title}：${coming.title}`);
				courses(me);
			}));
	};
	const task = (row) => !me.may.includes("course_department") || !departments.length ? row.department_name || "—" :
		make("details", {}, make("summary", {}, row.department_name || "没有定"), sheet("task-" + row.id, [select("department", "哪个部门的任务（附件2）",
			Object.fromEntries(departments.map((one) => [one.department, one.name])), row.department)], "记下", async (form) => {
			await ask("course_department", { course: row.id, department: Number(form.department) });
			say("记下了。");
			courses(me);
		}));
	show("课程进度", make("p", { class: "soft" }, "七个步骤一步一步走，不能跳。结果公示以后，补贴才能发。"),
		table("课程", [["编号", (row) => make("a", { href: "#/days/" + encodeURIComponent(row.id) }, row.id), "nowrap"], ["课程", (row) => row.title], ["地区", (row) => row.region_name],
			["主管部门", task],
			["到了", (row) => row.no ? told`${step(row, row.no).title}（${row.day}）` : "还没有登记"], ["下一步", next]], rows));
}

// ---- who did what ----

export async function audit() {
	const { rows } = await ask("audit");
	show("记录", make("p", { class: "soft" }, "谁做了什么、看了谁、为什么。谁都改不了。最近 200 条。"),
		table("记录", [["时间", (row) => local(row.at), "nowrap"], ["谁", (row) => row.who, "nowrap"],
			["做了什么", (row) => AUDIT[row.what] || EVENTS[row.what.slice(5)] || row.what],
			["说明", (row) => row.detail.why || row.detail.action || row.detail.course || ""],
			["申请", (row) => row.detail.key ? make("a", { href: "#/case/" + row.detail.key }, row.detail.key.slice(0, 8) + "…") : ""]], rows));
}

