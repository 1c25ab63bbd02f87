// Those who teach, the days of their classes, and what hangs out for everybody.
import { ask, choices, field, make, mark, money, say, sheet, show, table } from "./parts.js";
import { told, words } from "./tongue.js";
import { CAUSES, COLOURS, NOTES, RATED, REGIMES } from "./words.js";

const text = (name, title, more = {}) => field(name, title, make("input", { required: true, minlength: 2, maxlength: 200, ...more }));
const day = (name, title, value) => field(name, title, make("input", { type: "date", required: true, value }));

function folded(title, ...parts) {
	return make("details", {}, make("summary", {}, title), ...parts);
}

// ---- institutions ----

function listed(row) {
	const now = row.listings.find((one) => one.in_force);
	if (row.exited)
		return mark("已退出", "warn");
	return now ? mark(told`${COLOURS[now.colour]}，到 ${now.last_day}`, now.colour === "black" ? "warn" : "good") : "不在榜上";
}

function institutionActs(me, row) {
	const parts = [];
	if (me.may.includes("institution_note"))
		parts.push(folded("记一笔", sheet("note-" + row.id, [choices("kind", "什么事", NOTES), text("reason", "说明")], "记下", async (form) => {
			await ask("institution_note", { ...form, institution: row.id });
			say("记下了。");
			institutions(me);
		})));
	if (me.may.includes("institution_rate"))
		parts.push(folded("记评价", sheet("rate-" + row.id, [choices("source", "谁评的", RATED), choices("grade", "几分（5 最好）", { 1: "1", 2: "2", 3: "3", 4: "4", 5: "5" }),
			field("people", "多少人评的", make("input", { type: "number", min: 1, max: 100000, required: true, value: 1 })), text("reason", "依据")], "记下", async (form) => {
			await ask("institution_rate", { ...form, institution: row.id, grade: Number(form.grade), people: Number(form.people) });
			say("记下了。");
			institutions(me);
		})));
	if (me.may.includes("list_propose"))
		parts.push(folded("提名上榜", sheet("list-" + row.id, [choices("colour", "哪个榜", COLOURS), day("first_day", "从", me.day), day("last_day", "到"),
			text("reason", "理由（会公布）")], "交给主管", async (form) => {
			await ask("list_propose", { ...form, institution: row.id });
			say("交给主管了。");
			institutions(me);
		})));
	if (me.may.includes("list_confirm"))
		for (const one of row.listings.filter((listing) => !listing.confirmed && !listing.mine))
			parts.push(sheet("agree-" + one.id, [make("p", {}, told`${COLOURS[one.colour]}：${one.first_day} 到 ${one.last_day}。${one.reason}`)],
				"同意上榜", async () => {
					await ask("list_confirm", { id: one.id });
					say("上榜了。");
					institutions(me);
				}));
	return parts.length ? make("div", {}, ...parts) : "—";
}

export async function institutions(me) {
	const { rows } = await ask("institutions");
	show("培训机构", make("p", { class: "soft" }, "检查、投诉、约谈、退出都记在这里，谁都改不了。红黑榜要两个人定，到期自动下榜。"),
		table("机构", [["机构", (row) => row.name], ["地区", (row) => row.region_name], ["办学", (row) => REGIMES[row.regime]],
			["评价", (row) => row.rating ? told`${row.rating.grade.toFixed(1)} 分，${row.rating.people} 人` : "还没有"], ["红黑榜", listed], ["最近", (row) => row.last ? told`${row.last.day} ${NOTES[row.last.kind]}：${row.last.reason}` : "—"],
			["办事", (row) => institutionActs(me, row)]], rows), make("p"),
		me.may.includes("institution_add") && make("div", { class: "card wide" }, folded("登记一家机构",
			sheet("institution-add", [text("name", "名称", { maxlength: 80 }), field("region", "地区（附件1 的序号）",
				make("input", { type: "number", min: 1, max: 15, required: true, value: me.region || null })), choices("regime", "办学", REGIMES)], "登记", async (form) => {
				await ask("institution_add", { ...form, region: Number(form.region) });
				institutions(me);
			}))));
}

// ---- the days of a class ----

export async function classDays(me, course) {
	const { rows } = await ask("class_days", { course });
	const missing = rows.filter((row) => row.missing).length;
	show(told`上课的日子：${course}`, make("p", {}, missing ? mark(told`! ${missing} 天没有影像`, "warn") : mark("✓ 上过的课都有影像", "good")),
		table("上课的日子", [["日期", (row) => row.day], ["影像存在哪", (row) => row.video || (row.missing ? mark("没有", "warn") : "还没上")],
			["指纹（SHA-256）", (row) => row.hash ? row.hash.slice(0, 16) + "…" : "—"]], rows), make("p"),
		me.may.includes("class_plan") && make("div", { class: "card wide" },
			folded("排课", sheet("class-plan", [day("first_day", "从"), day("last_day", "到")], "排上工作日", async (form) => {
				const done = await ask("class_plan", { ...form, course });
				say(told`排了 ${done.days} 天。`);
				classDays(me, course);
			})),
			folded("登记影像", sheet("class-video", [day("day", "哪一天"), text("video", "存在哪", { minlength: 4, maxlength: 500 }),
				text("hash", "指纹（SHA-256，64 位）", { pattern: "[0-9a-f]{64}", maxlength: 64 })], "登记", async (form) => {
				await ask("class_video", { ...form, course });
				classDays(me, course);
			}))));
}

// ---- promises ----

export async function promises(me) {
	const { sums, rows } = await ask("promises");
	show("承诺核实", make("p", { class: "soft" }, "告知承诺先信后查：按抽样、按风险、按说法不一致去核实，结果都留着。"),
		table("核实的结果", [["为什么查", (row) => CAUSES[row.cause]], ["属实", (row) => row.kept, "sum"], ["不属实", (row) => row.broken, "sum"],
			["查不清", (row) => row.unknown, "sum"]], sums), make("p"),
		table("不属实的", [["回执号", (row) => make("a", { href: "#/case/" + row.key }, row.receipt_no || row.key.slice(0, 8))],
			["申请人", (row) => row.label?.name], ["哪天查的", (row) => row.found_on], ["怎么回事", (row) => row.reason]], rows), make("p"),
		me.may.includes("sample") && make("div", { class: "card wide act" }, make("h2", {}, "抽查"),
			make("p", { class: "soft" }, "从待初审的里面随机抽，抽到的进“要核实”。"), sheet("sample", [field("percent", "抽百分之几",
				make("input", { type: "number", min: 1, max: 100, required: true, value: 5 })), text("whom", "向谁核实", { maxlength: 60 }),
				text("reason", "核实什么")], "抽", async (form) => {
				const done = await ask("sample", { ...form, percent: Number(form.percent) });
				say(told`抽了 ${done.cases} 件。`);
				promises(me);
			})));
}

// ---- what hangs out ----

export async function disclosures(me) {
	const { rows } = await ask("disclosures");
	show("公示", table("公示过的名单", [["第几次", (row) => make("a", { href: "#/disclosed/" + row.id }, told`第 ${row.id} 次`)],
		["地区", (row) => row.region_name], ["人数", (row) => row.cases, "sum"], ["从", (row) => row.first_day], ["到", (row) => row.last_day],
		["现在", (row) => row.hangs ? mark("公示中", "good") : mark("已到期", "plain")], ["谁做的", (row) => row.who]], rows), make("p"),
		me.may.includes("disclose") && make("div", { class: "card wide act" }, make("h2", {}, "公示一批"),
			make("p", { class: "soft" }, "审核通过、还没有公示过的都在里面。姓名只露一部分；做成以后不变。"),
			sheet("disclose", [field("region", "地区（附件1 的序号）", make("input", { type: "number", min: 1, max: 15, required: true, value: me.region || null })),
				field("days", "几个工作日", make("input", { type: "number", min: 1, max: 60, required: true, value: 5 }))], "公示", async (form) => {
				const done = await ask("disclose", { region: Number(form.region), days: Number(form.days) });
				say(told`公示了 ${done.cases} 人。`);
				disclosures(me);
			})));
}

export async function disclosed(number) {
	const { about, rows } = await ask("disclosed", { disclosure: Number(number) });
	show(told`第 ${number} 次公示`, make("p", {}, told`${about.first_day} 到 ${about.last_day}`),
		make("button", { type: "button", on: { click: () => print() } }, "打印"),
		table("名单", [["姓名", (row) => row.label?.name], ["课程", (row) => row.label?.course],
			["项目", (row) => row.items.filter((item) => item.outcome === "approve").map((item) => row.label?.titles?.[item.benefit] || item.benefit).map(words).join(words("、"))],
			["金额", (row) => money(row.items.reduce((sum, item) => sum + item.fen, 0)), "sum"]], rows));
}
