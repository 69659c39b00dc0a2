/** What the start page offers to somebody who does not know the words. Each sends a sentence, as if it had been typed. */
export const EXAMPLES = ["身份证丢了", "给三岁的孩子办护照", "结婚登记要带什么"] as const;

export const SCENES: readonly { readonly title: string; readonly covers: string; readonly say: string }[] = [
  { title: "生孩子", covers: "出生证、上户口、生育津贴", say: "新生儿出生一件事" },
  { title: "结婚离婚", covers: "登记、补证、改户口", say: "要去领结婚证" },
  { title: "买房租房", covers: "过户、公积金、居住证", say: "买了二手房要过户" },
  { title: "找工作换工作", covers: "失业金、社保转移", say: "失业了能领钱吗" },
  { title: "退休养老", covers: "退休、养老金、高龄津贴", say: "退休要办哪些手续" },
  { title: "看病和医保", covers: "参保、异地就医、报销", say: "去外地看病医保怎么报销" },
  { title: "开店做生意", covers: "执照、食品证、刻章", say: "想开一家小饭馆" },
  { title: "车和驾照", covers: "过户、年检、换驾照", say: "二手车过户要带什么" },
  { title: "出国出境", covers: "护照、港澳台通行证", say: "第一次办护照" },
  { title: "家人去世", covers: "注销户口、丧葬抚恤", say: "家里老人去世了，要办哪些手续" },
];
