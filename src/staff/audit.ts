/** The audit log: who did what, when, why, and from where. Entries are only ever added. */

/** Everything that is logged, as administrators read it. */
export const AUDIT_ACTIONS = {
  "session.begin": "登录",
  "session.refused": "登录没有成功",
  "session.end": "退出",
  "session.end-all": "退出了全部登录",
  "account.add": "新建账号",
  "account.change": "修改账号",
  "account.disable": "停用账号",
  "account.enable": "恢复账号",
  "account.reset-password": "重设密码",
  "account.bind": "绑定统一身份",
  "account.unbind": "解除统一身份的绑定",
  "account.change-password": "改了自己的密码",
  "audit.read": "查看操作记录",
  "desk.view": "查看会话",
  "desk.act": "接待会话",
  "desk.export": "导出工单",
  "desk.contact": "看回电号码",
  "desk.sms": "给市民发短信",
  "desk.order": "把工单交给工单系统",
  "desk.wording": "改常用语",
  "inbox.decide": "处理没答好的问题",
  "inbox.stage": "把没答好的问题加进草稿",
  "inbox.reopen": "重新打开没答好的问题",
  "label.set": "标注问题",
  "label.remove": "删掉标注",
  "draft.create": "新建草稿",
  "draft.change": "改草稿",
  "draft.review": "送审或退回草稿",
  "draft.drop": "不要草稿了",
  "remark.add": "对草稿提意见",
  "remark.settle": "处理了草稿的意见",
  "review.ask": "请人看草稿",
  "review.answer": "看过草稿，回了话",
  "review.withdraw": "收回请人看",
  "proof.start": "校验草稿",
  "proof.accept": "接受校验里的一处",
  "edition.publish": "发布版本",
  "edition.rollback": "退回版本",
  "notice.save": "发公告或改公告",
  "notice.end": "结束公告",
  "withdrawal.begin": "停用",
  "withdrawal.end": "恢复使用",
} as const satisfies Record<string, string>;
export type AuditAction = keyof typeof AUDIT_ACTIONS;

export interface Actor {
  /** An account; null for the command line, the program itself, or somebody who is not known. */
  readonly id: string | null;
  readonly name: string;
}

export interface NewAuditEntry {
  readonly at: number;
  readonly actor: Actor;
  readonly action: AuditAction;
  /** What it was done to, as people call it: a login, a guide, a conversation's id. */
  readonly target: string;
  readonly reason: string | null;
  /** The network address; null for the command line and the program itself. */
  readonly from: string | null;
  /** What changed, in a few words; never a password, never what a citizen said. */
  readonly detail: string | null;
}

export interface AuditEntry extends NewAuditEntry {
  /** 1, 2, 3 … over the whole log. */
  readonly seq: number;
}

export const COMMAND_LINE: Actor = { id: null, name: "命令行" };
