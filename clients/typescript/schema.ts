// Made from the OpenAPI document by npm run client. Never edited.
export interface paths {
    "/api/v1/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which services a question asks for; nothing is stored */
        post: operations["match"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a conversation */
        post: operations["startConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/turns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One turn: words, a click, an answer, a mark, or a step back */
        post: operations["takeTurn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole conversation, to resume on another device */
        get: operations["readConversation"];
        put?: never;
        post?: never;
        /** Deletes the conversation with everything in it, at once and for good */
        delete: operations["deleteConversation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: `turn` with what is new (see StreamEvent), `gone` when it was deleted. Send Last-Event-ID to catch up */
        get: operations["streamConversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The trip card as a PDF of one A4 page */
        post: operations["makeCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/visit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The visit as a calendar entry (RFC 5545) */
        post: operations["makeVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A link that takes the conversation to another device, for seven days */
        post: operations["makeLink"];
        /** Takes back all links and every device that came by one, but the caller's */
        delete: operations["revokeLinks"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchanges a link's code for a token of one's own */
        post: operations["followLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visit-days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The days from tomorrow on, and whether offices are open */
        get: operations["listVisitDays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Out of hours: a message for an agent, with a number to call back that is kept encrypted, apart, and for a few days */
        post: operations["leaveMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{id}/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segments of a call as a speech recogniser heard them; the token came with opening the call */
        post: operations["transcribeCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All services */
        get: operations["listGuides"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guides/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One guide */
        get: operations["readGuide"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guides/{id}/checklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A checklist without a conversation; nothing is stored */
        post: operations["makeChecklist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notices in force (`region`, `guides` narrow them), and whether the bot is withdrawn */
        get: operations["readNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        MessageRequest: {
            /** @description What an agent should know */
            text: string;
            /** @description Where to call back; kept encrypted, apart from the conversation, for a few days */
            phone: string;
            /**
             * @description The person agrees that the number is kept and called for this
             * @constant
             */
            consent: true;
        };
        /** @description What a speech recogniser heard, in order */
        TranscriptRequest: {
            segments: {
                /** @enum {string} */
                speaker: "caller" | "agent";
                /** @description Epoch milliseconds at which it began */
                at?: number;
                /** @description As recognised; errors are expected */
                text: string;
            }[];
        };
        Kept: {
            /** @description The last event's number */
            seq: number;
        };
        /** @description Where a requirement comes from, and how that was checked */
        Source: {
            /** @description Id of the source */
            source: string;
            title: string;
            /** @description 第六条 */
            article?: string;
            url?: string;
            verified: {
                /** @description The day the text was read, YYYY-MM-DD */
                on?: string;
                /**
                 * @description The text itself, a reliable report of it, or common practice nobody has checked
                 * @enum {string}
                 */
                how: "original" | "secondary" | "expertise";
            };
        };
        /** @description May be clicked, or said in the person's own words */
        Choice: {
            /** @description What `choice` sends back: `guide:ID`, `fact:FACT=VALUE`, `mark:ITEM=STATUS`, `act:NAME` … */
            id: string;
            label: string;
        };
        Paper: {
            /** @description Id of the material */
            paper: string;
            name: string;
            /** @description Whose paper it is, in words */
            holder: string;
            originals: {
                /** @description Originals the counter looks at */
                shown: number;
                /** @description Originals the counter keeps */
                surrendered: number;
            };
            copies: number;
            /** @description 近3个月, 2寸 …: another paper from one without it */
            spec?: string;
        };
        /** @description One line of a personal checklist */
        Item: {
            id: string;
            name: string;
            holder: string;
            /** @description The services of the trip that need it */
            guides: string[];
            originals: {
                /** @description Originals the counter looks at */
                shown: number;
                /** @description Originals the counter keeps */
                surrendered: number;
            };
            copies: number;
            spec?: string;
            /** @description Several ways, of which one suffices; the fields above then describe the first */
            anyOf?: {
                label?: string;
                papers: components["schemas"]["Paper"][];
            }[];
            /** @enum {string} */
            status: "have" | "lack" | "unsure" | "open";
            /** @description Made or collected at the counter: nothing to bring */
            onSite: boolean;
            /** @description False while it depends on something the person does not know */
            certain: boolean;
            because: string;
            note?: string;
            source: components["schemas"]["Source"];
        };
        /** @description Can one set out? */
        Verdict: {
            /** @enum {string} */
            kind: "ready" | "confirm-first" | "missing" | "no-visit" | "not-possible" | "other-service" | "first-another";
            text: string;
            missing: string[];
            guide?: string;
        };
        /** @description The trip card: what the person leaves with */
        Plan: {
            title: string;
            guides: {
                id: string;
                name: string;
            }[];
            papers: components["schemas"]["Item"][];
            sections: {
                title: string;
                lines: {
                    text: string;
                    source?: components["schemas"]["Source"];
                }[];
            }[];
            /** @description The same as a text message */
            sms: string;
        };
        Reply: {
            /** @enum {string} */
            kind: "say" | "ask" | "clarify" | "checklist" | "item" | "plan" | "verdict" | "unanswered" | "handoff";
            /** @description Stands alone in plain Chinese */
            text: string;
            choices?: components["schemas"]["Choice"][];
            checklist?: components["schemas"]["Item"][];
            plan?: components["schemas"]["Plan"];
            sources?: components["schemas"]["Source"][];
        };
        /** @description The question being asked, or the paper being walked */
        Asking: {
            /** @constant */
            kind: "fact";
            fact: string;
            text: string;
            choices: components["schemas"]["Choice"][];
        } | {
            /** @constant */
            kind: "item";
            item: string;
            text: string;
            choices: components["schemas"]["Choice"][];
        } | {
            /** @constant */
            kind: "choose";
            text: string;
            choices: components["schemas"]["Choice"][];
        };
        /** @description How to get one paper that is lacking */
        SubChecklist: {
            item: string;
            name: string;
            /** @description The service that obtains the lacking paper */
            guide: string;
            /** @description The item for whose sake it is needed, when it stands on a sub-checklist itself */
            under: string | null;
            /**
             * @description open: being walked now; done: its papers are all in hand
             * @enum {string}
             */
            status: "open" | "pending" | "done";
            how: string;
            days?: string;
            cost?: string;
            /** @description What getting it takes, for the facts known */
            checklist: components["schemas"]["Item"][];
        };
        /** @description Derived from the conversation's events */
        State: {
            guides: {
                id: string;
                name: string;
            }[];
            asking: components["schemas"]["Asking"] | null;
            facts: {
                guide: string;
                fact: string;
                ask: string;
                value: string | number | boolean;
                label: string;
            }[];
            checklist: components["schemas"]["Item"][];
            verdict: components["schemas"]["Verdict"] | null;
            pendingSubChecklists: components["schemas"]["SubChecklist"][];
            /**
             * @description Who is speaking; waiting: a person was asked for
             * @enum {string}
             */
            speaker: "bot" | "waiting" | "person";
        };
        TurnResult: {
            /** @description The last event's number; send it back as `seen` */
            seq: number;
            replies: components["schemas"]["Reply"][];
            state: components["schemas"]["State"];
        };
        Started: {
            id: string;
            /** @description Shown once; whoever has it owns the conversation */
            token: string;
            /** @description The last event's number; send it back as `seen` */
            seq: number;
            replies: components["schemas"]["Reply"][];
            state: components["schemas"]["State"];
        };
        /** @description One thing that was said */
        Entry: {
            seq: number;
            /** @description Epoch milliseconds */
            at: number;
            /** @enum {string} */
            from: "citizen" | "bot" | "person";
            text: string;
            replies?: components["schemas"]["Reply"][];
        };
        Conversation: {
            id: string;
            /** @description The last event's number; send it back as `seen` */
            seq: number;
            /** @description The last replies */
            replies: components["schemas"]["Reply"][];
            state: components["schemas"]["State"];
            events: components["schemas"]["Entry"][];
            /** @description What was told of its answers and papers; the last about each counts */
            feedback: {
                about: {
                    seq: number;
                } | {
                    item: string;
                };
                /** @enum {string} */
                verdict: "useful" | "useless" | "wrong";
            }[];
        };
        /** @description Data of a `turn` event: what is new since the last one */
        StreamEvent: {
            /** @description The last event's number; send it back as `seen` */
            seq: number;
            events: components["schemas"]["Entry"][];
            state: components["schemas"]["State"];
        };
        Match: {
            query: string;
            /** @enum {string} */
            decision: "answer" | "clarify" | "none";
            guides: string[];
            options: string[];
            /** @enum {string} */
            aspect: "materials" | "fee" | "time" | "place" | "hours" | "phone" | "online" | "who" | "eligibility" | "validity" | "status" | "how" | "basis" | "purpose" | "deadline";
            referral: string | null;
            journey: string | null;
            talk: string | null;
            candidates: {
                id: string;
                score: number;
                why: string[];
            }[];
            /** @description Several services answered: how probable it is that all are asked for */
            together?: number;
        };
        GuideSummary: {
            id: string;
            /** @description Official name */
            name: string;
            /** @description What people call it */
            plain: string;
            /**
             * @description exact: papers proven by people tables; skeleton: what is national and certain; listed: recognised, not written yet
             * @enum {string}
             */
            tier: "exact" | "skeleton" | "listed";
            audience: string;
            authority: string;
            summary: string;
        };
        GuideList: {
            /** @description Content hash: same edition, same answers */
            edition: string;
            guides: components["schemas"]["GuideSummary"][];
        };
        /** @description A question that may change the checklist; `not-known` is always an answer */
        Situation: {
            /** @description Key of `answers` */
            fact: string;
            /** @enum {string} */
            type: "choice" | "yesno" | "number" | "date";
            ask: string;
            hint?: string;
            options?: {
                id: string;
                label: string;
            }[];
            unit?: string;
            min?: number;
            max?: number;
        };
        Fee: {
            item: string;
            /** @description Yuan */
            amount?: number;
            per?: string;
            text?: string;
            conditional: boolean;
            varies?: string;
            source: components["schemas"]["Source"];
        };
        Guide: {
            id: string;
            /** @description Official name */
            name: string;
            /** @description What people call it */
            plain: string;
            /**
             * @description exact: papers proven by people tables; skeleton: what is national and certain; listed: recognised, not written yet
             * @enum {string}
             */
            tier: "exact" | "skeleton" | "listed";
            audience: string;
            authority: string;
            summary: string;
            roles: {
                id: string;
                label: string;
            }[];
            situations: components["schemas"]["Situation"][];
            /** @description Every paper that somebody may need; a personal list comes from `checklist` */
            items: components["schemas"]["Item"][];
            fees: components["schemas"]["Fee"][];
            /** @description By the question they answer */
            lines: {
                times: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                places: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                hours: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                phones: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                online: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                who: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                eligibility: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                validity: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                progress: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                deadlines: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                steps: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                pitfalls: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
            };
            faq: {
                question: string;
                answer: string;
                source: components["schemas"]["Source"];
            }[];
            /** @description Material ids it issues */
            gives: string[];
            related: {
                guide: string;
                differs: string;
            }[];
        };
        /** @description Ends the way to this service, or bends it */
        Outcome: {
            /** @enum {string} */
            verdict: "not-eligible" | "other-service" | "first" | "no-visit";
            text: string;
            guide?: string;
            source: components["schemas"]["Source"];
        };
        Checklist: {
            guide: string;
            /** @description The day of the visit it was made for, YYYY-MM-DD */
            day: string;
            /** @description Holds for certain */
            outcome: components["schemas"]["Outcome"] | null;
            possibleOutcomes: components["schemas"]["Outcome"][];
            /** @description Questions that could still change it */
            open: components["schemas"]["Situation"][];
            items: components["schemas"]["Item"][];
            fees: components["schemas"]["Fee"][];
            /** @description By the question they answer */
            lines: {
                times: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                places: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                hours: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                phones: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                online: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                who: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                eligibility: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                validity: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                progress: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                deadlines: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                steps: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
                pitfalls: {
                    text: string;
                    /** @description True when it does not hold for everybody */
                    conditional: boolean;
                    /** @description What differs from place to place */
                    varies?: string;
                    source: components["schemas"]["Source"];
                }[];
            };
        };
        /** @description What everybody should read first */
        Notices: {
            notices: {
                id: string;
                /** @description Grows when its words change */
                version: number;
                /** @enum {string} */
                kind: "closed" | "holiday" | "upgrade" | "moved" | "other";
                /** @description Stands alone in plain Chinese */
                text: string;
                /** @description Epoch milliseconds; null: until further notice */
                until: number | null;
            }[];
            /** @description What everybody gets instead of answers while the bot is withdrawn */
            withdrawn: string | null;
        };
        MatchRequest: {
            query: string;
            /** @description adcode, 330100 */
            region?: string;
        };
        StartRequest: {
            /** @description adcode, 330100 */
            region?: string;
            /** @description web, wechat, kiosk …; api when absent */
            channel?: string;
        };
        /** @description Exactly one of text, choice, answer, mark, undo, feedback */
        TurnRequest: {
            /** @description The person's own words */
            text?: string;
            /** @description The id of a choice */
            choice?: string;
            answer?: {
                fact: string;
                value: string | number | boolean;
            };
            mark?: {
                item: string;
                /** @enum {string} */
                status: "have" | "lack" | "unsure" | "open";
            };
            /** @constant */
            undo?: true;
            /** @description For those who keep the guides; the conversation goes on as if it had not been */
            feedback?: {
                /** @description An answer by its `seq` in the conversation, or a paper of the checklist by its id */
                about: {
                    seq: number;
                } | {
                    item: string;
                };
                /** @enum {string} */
                verdict: "useful" | "useless" | "wrong";
                /** @description In the person's own words; numbers are masked, what is beyond 300 characters is cut */
                reason?: string;
            };
            /** @description The last seq the caller has seen; a click is judged against it */
            seen?: number;
        } & (unknown | unknown | unknown | unknown | unknown | unknown);
        ChecklistRequest: {
            /** @description Fact → option id, yes or no, number, YYYY-MM-DD, or `not-known` */
            answers: {
                [key: string]: string | number | boolean;
            };
            /**
             * Format: date
             * @description The day of the visit; today when absent
             */
            day?: string;
        };
        /** @description RFC 9457 */
        Problem: {
            /** @description /problems/…: stable, for programs */
            type: string;
            title: string;
            status: number;
            /** @description For the person */
            detail: string;
            instance: string;
            errors?: {
                path: string;
                detail: string;
            }[];
        };
        CardRequest: {
            /** @description 大字 */
            large?: boolean;
            /** @description A link's code: its QR code is printed on the card */
            code?: string;
        };
        VisitRequest: {
            /**
             * Format: date
             * @description A working day, at most a year ahead
             */
            day: string;
            /** @enum {string} */
            half: "morning" | "afternoon";
        };
        FollowRequest: {
            /** @description As a link gave it */
            code: string;
        };
        Followed: {
            id: string;
            /** @description The new device's own; taken back with the links */
            token: string;
        };
        Link: {
            /** @description Told only this once */
            code: string;
            /** @description Opens the page and goes on; the code stands behind #, so that no server sees it in an address */
            url: string;
            /** @description Epoch milliseconds */
            expiresAt: number;
            qr: {
                /** @description Modules on each side */
                size: number;
                /** @description SVG path data of the dark modules */
                path: string;
            };
        };
        Revoked: {
            /** @description How many links and devices */
            revoked: number;
        };
        VisitDays: {
            days: {
                day: string;
                weekday: string;
                /** @description By the national holiday arrangement; null where it is not known yet */
                open: boolean | null;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    match: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "query": "身份证丢了怎么补"
                 *     }
                 */
                "application/json": components["schemas"]["MatchRequest"];
            };
        };
        responses: {
            /** @description The decision, its reasons, and the candidates */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Match"];
                };
            };
            /** @description /problems/invalid-json: 请求不是正确的 JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/body-too-large: 发来的内容太大 */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unsupported-media-type: 只收 JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/invalid-body: 请求的写法不对; /problems/empty-text: 没有写内容; /problems/text-too-long: 写得太长了; /problems/not-text: 这不是文字; /problems/unknown-region: 没有这个地区 */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startConversation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "kiosk"
                 *     }
                 */
                "application/json": components["schemas"]["StartRequest"];
            };
        };
        responses: {
            /** @description Its id, its token, and the first replies */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Started"];
                };
            };
            /** @description /problems/invalid-json: 请求不是正确的 JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/body-too-large: 发来的内容太大 */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unsupported-media-type: 只收 JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/invalid-body: 请求的写法不对; /problems/unknown-region: 没有这个地区 */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/store-unavailable: 暂时存不了; /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeTurn: {
        parameters: {
            query?: never;
            header?: {
                /** @description A retried request with the same key counts once and gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "给三岁的孩子办护照",
                 *       "seen": 2
                 *     }
                 */
                "application/json": components["schemas"]["TurnRequest"];
            };
        };
        responses: {
            /** @description The replies, stored before they are sent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TurnResult"];
                };
            };
            /** @description /problems/invalid-json: 请求不是正确的 JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/missing-token: 没有带会话的令牌 */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unknown-conversation: 没有找到这个会话 */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unreadable-conversation: 这个会话的记录读不出来了 */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/body-too-large: 发来的内容太大 */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unsupported-media-type: 只收 JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/invalid-body: 请求的写法不对; /problems/empty-text: 没有写内容; /problems/text-too-long: 写得太长了; /problems/not-text: 这不是文字; /problems/unknown-choice: 没有这个选项; /problems/invalid-idempotency-key: Idempotency-Key 写得不对 */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/store-unavailable: 暂时存不了; /problems/busy: 同时来的消息太多; /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything that was said, and the state */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description /problems/missing-token: 没有带会话的令牌 */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unknown-conversation: 没有找到这个会话 */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unreadable-conversation: 这个会话的记录读不出来了 */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/store-unavailable: 暂时存不了; /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone; its streams end with `gone` */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description /problems/missing-token: 没有带会话的令牌 */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unknown-conversation: 没有找到这个会话 */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unreadable-conversation: 这个会话的记录读不出来了 */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/store-unavailable: 暂时存不了; /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An endless stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["StreamEvent"];
                };
            };
            /** @description /problems/missing-token: 没有带会话的令牌 */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unknown-conversation: 没有找到这个会话 */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unreadable-conversation: 这个会话的记录读不出来了 */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-streams: 这个会话开着的页面太多了; /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/store-unavailable: 暂时存不了; /problems/stopping: 正在停止; /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "large": true
                 *     }
                 */
                "application/json": components["schemas"]["CardRequest"];
            };
        };
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                };
            };
            /** @description /problems/invalid-json: 请求不是正确的 JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/missing-token: 没有带会话的令牌 */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unknown-conversation: 没有找到这个会话 */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unreadable-conversation: 这个会话的记录读不出来了 */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/body-too-large: 发来的内容太大 */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unsupported-media-type: 只收 JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/invalid-body: 请求的写法不对; /problems/no-trip: 还没有出行单 */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/store-unavailable: 暂时存不了; /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeVisit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "day": "2026-12-01",
                 *       "half": "morning"
                 *     }
                 */
                "application/json": components["schemas"]["VisitRequest"];
            };
        };
        responses: {
            /** @description The file, with a reminder the evening before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": unknown;
                };
            };
            /** @description /problems/invalid-json: 请求不是正确的 JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/missing-token: 没有带会话的令牌 */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unknown-conversation: 没有找到这个会话 */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unreadable-conversation: 这个会话的记录读不出来了 */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/body-too-large: 发来的内容太大 */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unsupported-media-type: 只收 JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/invalid-body: 请求的写法不对; /problems/no-trip: 还没有出行单; /problems/closed-day: 这天去不了 */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/store-unavailable: 暂时存不了; /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link, with its QR code */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description /problems/missing-token: 没有带会话的令牌 */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unknown-conversation: 没有找到这个会话 */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unreadable-conversation: 这个会话的记录读不出来了 */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/store-unavailable: 暂时存不了; /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeLinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revoked"];
                };
            };
            /** @description /problems/missing-token: 没有带会话的令牌 */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unknown-conversation: 没有找到这个会话 */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unreadable-conversation: 这个会话的记录读不出来了 */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/store-unavailable: 暂时存不了; /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "7fT0pQ2mXv9cK1sRb4Yw8A"
                 *     }
                 */
                "application/json": components["schemas"]["FollowRequest"];
            };
        };
        responses: {
            /** @description The conversation and a token for it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Followed"];
                };
            };
            /** @description /problems/invalid-json: 请求不是正确的 JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unknown-link: 这个链接打不开了 */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/body-too-large: 发来的内容太大 */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unsupported-media-type: 只收 JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/invalid-body: 请求的写法不对 */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/store-unavailable: 暂时存不了; /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVisitDays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Three weeks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitDays"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    leaveMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "想问老人的医保怎么转",
                 *       "phone": "13800138000",
                 *       "consent": true
                 *     }
                 */
                "application/json": components["schemas"]["MessageRequest"];
            };
        };
        responses: {
            /** @description Kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept"];
                };
            };
            /** @description /problems/invalid-json: 请求不是正确的 JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/missing-token: 没有带会话的令牌 */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unknown-conversation: 没有找到这个会话 */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unreadable-conversation: 这个会话的记录读不出来了 */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/body-too-large: 发来的内容太大 */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unsupported-media-type: 只收 JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/invalid-body: 请求的写法不对; /problems/empty-text: 没有写内容; /problems/text-too-long: 写得太长了; /problems/not-text: 这不是文字; /problems/message-refused: 留言没有存 */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/store-unavailable: 暂时存不了; /problems/busy: 同时来的消息太多; /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transcribeCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description A retried request with the same key counts once and gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "segments": [
                 *         {
                 *           "speaker": "caller",
                 *           "text": "身份证丢了咋办"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["TranscriptRequest"];
            };
        };
        responses: {
            /** @description Taken down */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kept"];
                };
            };
            /** @description /problems/invalid-json: 请求不是正确的 JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/missing-token: 没有带会话的令牌 */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unknown-conversation: 没有找到这个会话 */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unreadable-conversation: 这个会话的记录读不出来了 */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/body-too-large: 发来的内容太大 */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unsupported-media-type: 只收 JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/invalid-body: 请求的写法不对; /problems/empty-text: 没有写内容; /problems/text-too-long: 写得太长了; /problems/not-text: 这不是文字; /problems/invalid-idempotency-key: Idempotency-Key 写得不对 */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/store-unavailable: 暂时存不了; /problems/busy: 同时来的消息太多; /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGuides: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every service that is recognised */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuideList"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readGuide: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The guide for everybody, before any answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Guide"];
                };
            };
            /** @description /problems/unknown-guide: 没有这个办事指南 */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeChecklist: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "answers": {}
                 *     }
                 */
                "application/json": components["schemas"]["ChecklistRequest"];
            };
        };
        responses: {
            /** @description The personal checklist for the answers given */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checklist"];
                };
            };
            /** @description /problems/invalid-json: 请求不是正确的 JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unknown-guide: 没有这个办事指南 */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/body-too-large: 发来的内容太大 */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/unsupported-media-type: 只收 JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/invalid-body: 请求的写法不对; /problems/unknown-fact: 这个指南不问这一条; /problems/invalid-answer: 这一条不能这样回答 */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readNotices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What everybody should read first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notices"];
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description /problems/too-many-requests: 请求得太快了 */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/internal: 服务器出了错 */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description /problems/starting: 正在启动 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
