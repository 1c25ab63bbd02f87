// The desk's own words in traditional characters.
const PAIRS = "筛篩两兩个個为為么麼书書从從价價会會体體余餘内內写寫决決准準几幾凭憑划劃则則刚剛别別办辦务務动動区區单單厅廳参參发發变變号號后後吗嗎员員场場备備复復学學实實审審对對导導属屬岗崗带帶帮幫开開张張当當录錄态態户戶执執扫掃报報拨撥据據数數时時暂暫机機条條来來构構标標样樣档檔检檢没沒满滿点點现現电電盘盤着著码碼确確离離种種笔筆签簽类類紧緊红紅约約级級纸紙线線终終经經结結给給统統编編联聯虚虛补補装裝见見规規计計认認训訓记記证證评評诉訴试試话話询詢说說请請诺諾读讀课課谁誰谈談账帳贴貼费費资資过過还還这這进進选選里裡钟鐘钱錢锁鎖键鍵门門问問间間险險随隨项項领領额額骗騙骤驟齐齊" +
	"坏壞无無术術权權栏欄识識误誤载載错錯队隊预預风風纹紋绝絕旧舊称稱应應业業产產关關农農劳勞宁寧师師毕畢浏瀏网網览覽贫貧转轉达達长長页頁职職专專军軍创創响響残殘简簡质質际際难難语語";
// Written alike in both, and in no other of our catalogues; tests/words/check-desk asks for the rest.
export const SAME = "翻耗功均增太套抽拒描源率科繁致英落表跳送遍露七之互企十升危含型城基失女安序式役徒投援支村注消百相管群追限院零打勾信息繁體";
// Words that are others there, before their characters.
const PHRASES = { "打印机": "印表機", "打印": "列印", "数据": "資料", "信息": "資訊", "登录": "登入", "联系": "聯繫", "复核": "複核", "批准": "批准",
	"复印": "影印", "回复": "回覆", "软件": "軟體" };
const turned = new Map();
for (let i = 0; i < PAIRS.length; i += 2)
	turned.set(PAIRS[i], PAIRS[i + 1]);
const phrase = new RegExp("(" + Object.keys(PHRASES).join("|") + ")");

export const turn = (text) => text.split(phrase).map((part, i) => i % 2 ? PHRASES[part] :
	[...part].map((sign) => turned.get(sign) || sign).join("")).join("");
