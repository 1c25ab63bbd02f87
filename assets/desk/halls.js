// A hall: who asks for help, how the kiosks are, what the day is like; and one person's training file.
import { FACTS } from "./facts.js";
import { ask, card, choices, field, fromBase64, local, make, mark, money, monthName, saveFile, say, sheet, show, table } from "./parts.js";
import { told, words } from "./tongue.js";
import { ALARMS, EVENTS, GRADES, OUTCOMES, PRINTERS, QUEUES, WHY } from "./words.js";

// ---- somebody asks for help ----

function waited(seconds) {
	return seconds < 90 ? told`${seconds} 秒` : told`${Math.round(seconds / 60)} 分钟`;
}

function callCard(me, one, again) {
	const taken = one.who !== null;
	return make("section", { class: "card call" + (taken ? "" : " act") }, make("h2", {}, told`${one.kiosk} 有人要帮忙`),
		make("p", {}, told`${one.region_name || ""}　${local(one.at)}，等了 ${waited(one.waits_s)}`),
		taken ? make("p", {}, mark(told`✓ ${one.who}去了`, "good")) :
			make("button", { type: "button", class: "do", on: { click: async () => {
				await ask("call_take", { kiosk: one.kiosk, id: one.id });
				say("好的，终端上会说您这就来。");
				again();
			} } }, "我去"));
}

function callList(me, calls, again) {
	return calls.length ? make("div", { class: "calls" }, ...calls.map((one) => callCard(me, one, again))) :
		make("p", { class: "soft" }, "现在没有人找。");
}

export async function calls(me) {
	const { calls: open } = await ask("calls");
	show("找人帮忙", make("p", { class: "soft" }, "终端上按了“找人帮忙”的都在这里。谁先按“我去”，终端就说谁来。"), callList(me, open, () => calls(me)));
}

// Rings while somebody waits: in the page's title, in the menu, and once by a tone.
let rung = 0;
let before = "";
export const ringing = () => rung ? String(rung) : "";
export function ring(count) {
	const badge = document.getElementById("call-count");
	if (badge)
		badge.textContent = count ? String(count) : "";
	const plain = document.title.startsWith(before) ? document.title.slice(before.length) : document.title;
	before = count ? words(told`（${count} 人找）`) : "";
	document.title = before + plain;
	if (count > rung)
		tone();
	rung = count;
}

function tone() {
	const audio = new AudioContext();
	const sound = audio.createOscillator();
	sound.frequency.value = 660;
	sound.connect(audio.destination);
	sound.start();
	sound.stop(audio.currentTime + 0.4);
	sound.onended = () => audio.close();
}

// ---- kiosks ----

function health(row) {
	if (row.at === null)
		return mark("! 还没有消息", "warn");
	return row.alarms.length ? make("span", {}, ...row.alarms.map((one) => mark(told`! ${ALARMS[one] || one}`, "warn"))) : mark("✓ 正常", "good");
}

function printer(row) {
	if (!row.printer)
		return "—";
	const low = row.supplies.map((one) => mark(one.percent === undefined ? told`! ${one.name}快用完了` : told`! ${one.name}还剩 ${one.percent}%`, "warn"));
	return make("span", {}, mark(PRINTERS[row.printer], row.printer === "ready" ? "good" : "warn"), ...low);
}

const KIOSKS = [["终端", (row) => row.kiosk, "nowrap"], ["地区", (row) => row.region_name], ["怎么样", health],
	["打印机和纸", printer],
	["读卡器", (row) => row.readers, "sum"], ["没送到", (row) => row.waiting, "sum"], ["要人看", (row) => row.aside, "sum"],
	["最近的消息", (row) => local(row.at), "nowrap"], ["最近有人", (row) => local(row.last_visit), "nowrap"],
	["版本", (row) => row.version]];

export async function fleet() {
	const { kiosks } = await ask("fleet");
	const wrong = kiosks.filter((row) => row.at === null || row.alarms.length).length;
	show(told`终端：${kiosks.length} 台`, make("p", {}, wrong ? mark(told`! ${wrong} 台要看一看`, "warn") : mark("✓ 都正常", "good")),
		table("终端", KIOSKS, kiosks));
}

// ---- a day ----

// How visitors found it, by month and kiosk.
export async function ratings(me, wanted) {
	const year = Number(wanted) || Number(me.day.slice(0, 4));
	const { rows } = await ask("ratings", { year });
	const total = rows.reduce((sum, row) => sum + row.people, 0);
	const tab = (to) => make("a", { class: "tab", href: "#/ratings/" + to }, told`${to} 年`);
	const good = (row) => (100 * (row.counts[3] + row.counts[4]) / row.people).toFixed(1) + "%";
	show(told`${year} 年好差评：${total} 人`, make("p", { class: "soft" }, "本人在终端上自己按的，不记是谁，也不记几点。"),
		make("nav", { class: "head", "aria-label": "哪一年" }, make("div", { class: "choices" }, make("a", { class: "tab", href: "#/day" }, "‹ 这一天"), tab(year - 1), tab(year + 1))),
		table("按月、按终端", [["月", (row) => monthName(row.month), "nowrap"], ["终端", (row) => row.kiosk], ...GRADES.map((word, i) => [word, (row) => row.counts[i], "sum"]),
			["满意的", good, "sum"]], rows));
}

export async function day(me, wanted) {
	const all = await ask("day", wanted ? { day: wanted } : {});
	const total = all.ratings.reduce((sum, n) => sum + n, 0);
	const came = all.came.reduce((sum, row) => sum + row.applications, 0);
	const number = (n, word, queue = null) => make("div", { class: "card count" }, make("b", {}, queue ? make("a", { href: "#/queue/" + queue }, String(n)) : String(n)), make("p", {}, word));
	show(told`这一天：${all.day}`, make("div", { class: "counts" }, number(came, "份新申请"), number(all.queues.new || 0, "件待初审", "new"),
		number(all.queues.review || 0, "件待复核", "review"), number(all.late, "件过了期限"), number(all.helped.taken + " / " + all.helped.calls, "次找人，有人去")),
	card("找人帮忙", callList(me, all.calls, () => day(me, wanted)), all.helped.median_s !== null &&
		make("p", { class: "soft" }, told`这一天中等的一次，${waited(all.helped.median_s)}以后有人答应。`)),
	table("终端", [...KIOSKS.slice(0, 6), ["这一天的申请", (row) => all.came.find((one) => one.kiosk === row.kiosk)?.applications || 0, "sum"]], all.kiosks), make("p"),
	table("办了什么", [["办什么", (row) => EVENTS[row[0]]], ["多少", (row) => row[1], "sum"]], Object.entries(all.steps)), make("p"),
	me.may.includes("ratings") && make("p", {}, make("a", { class: "tab", href: "#/ratings" }, "一年的好差评")),
	table(told`好差评：${total} 人`, [["评价", (row) => GRADES[row[0]]], ["多少", (row) => row[1], "sum"]], all.ratings.map((n, i) => [i, n]).reverse()));
}

// ---- one person's training file ----

export function trainingFile(me) {
	const reasons = Object.fromEntries(WHY.slice(0, 2).map((why) => [why, why]));
	show("培训档案", card(null, make("p", {}, "按社会保障号码（身份证号）查一个人的培训、证书和补贴。看要写原因，会记下来。"),
		sheet("file", [field("what", "社会保障号码，或一张回执的号", make("input", { required: true, autocomplete: "off", maxlength: 1200 })),
			choices("why", "原因", reasons)], "打开", (form) => paintFile(me, form))));
	document.querySelector("#main .card").classList.add("wide");
}

function step(row) {
	return told`${row.queue === "decided" ? OUTCOMES[row.outcome] : QUEUES[row.queue]}${row.step ? told`，课程到“${row.step}”` : ""}`;
}

// A fact of another system, as its source writes it.
function said(row) {
	return row.value === "true" ? "是" : row.value === "false" ? "否" : row.value;
}

async function paintFile(me, form) {
	const { rows, facts, used } = await ask("training_file", form);
	const paper = me.may.includes("training_paper") && rows.length > 0 && card("打印给本人", sheet("file-paper", [
		make("label", {}, make("input", { type: "checkbox", name: "consent", value: "yes", required: true }), "本人在场，同意打印")], "做 PDF", async () => {
		const { pdf } = await ask("training_paper", { ...form, consent: true });
		saveFile("培训档案.pdf", "application/pdf", fromBase64(pdf));
		say("做好了，在下载里。");
	}));
	show(told`培训档案：${rows[0]?.label?.name || ""}`, make("p", {}, told`${rows[0]?.label?.id_no || ""}　`, ...used.map((one) => mark(
		told`${one.year} 年用了 ${one.n} 次`, "plain"))),
	table("培训和补贴", [["回执号", (row) => make("a", { href: "#/case/" + row.key }, row.receipt_no || row.key.slice(0, 8)), "nowrap"],
		["课程", (row) => row.course_title || Object.values(row.label?.titles || {})[0]], ["提交", (row) => local(row.signed), "nowrap"],
		["到哪一步", step], ["定下的", (row) => (row.decided || []).map((item) => told`${row.label?.titles?.[item.benefit] || item.benefit} ${OUTCOMES[item.outcome]}`).map(words).join(words("、")) || "—"],
		["已发", (row) => row.paid ? money(row.paid) : "—", "sum"], ["要求退回", (row) => row.back ? money(row.back) : "—", "sum"]], rows), make("p"),
	table("别的系统登记的", [["事实", (row) => FACTS[row.fact]?.label || row.fact], ["是什么", said], ["哪里登记的", (row) => row.source],
		["日期", (row) => row.as_of, "nowrap"]], facts), make("p"), paper && make("div", { class: "wide" }, paper));
}
