/** schema.org for search engines: the service, who offers it, where and at what price; common questions. */
import type { Guide } from "../../domain/guide.ts";

export function structuredData(guide: Guide): object {
  const phones = guide.lines.phones.flatMap((l) => l.text.match(/\d{5,12}/g) ?? []);
  const online = guide.lines.online.flatMap((l) => l.url ? [l.url] : []);
  return {
    "@context": "https://schema.org",
    "@graph": [
      {
        "@type": "GovernmentService",
        name: guide.name,
        alternateName: guide.plain,
        description: guide.summary,
        serviceType: guide.name,
        audience: { "@type": "Audience", audienceType: guide.audience },
        provider: { "@type": "GovernmentOrganization", name: guide.authority },
        areaServed: { "@type": "Country", name: "中国" },
        availableChannel: [
          ...[...new Set(phones)].map((telephone) => ({ "@type": "ServiceChannel", servicePhone: { "@type": "ContactPoint", telephone } })),
          ...[...new Set(online)].map((serviceUrl) => ({ "@type": "ServiceChannel", serviceUrl })),
        ],
        offers: guide.fees.filter((f) => f.amount !== undefined).map((f) => ({
          "@type": "Offer", name: f.item, price: f.amount, priceCurrency: "CNY",
        })),
      },
      ...(guide.faq.length === 0 ? [] : [{
        "@type": "FAQPage",
        mainEntity: guide.faq.map((f) => ({ "@type": "Question", name: f.question, acceptedAnswer: { "@type": "Answer", text: f.answer } })),
      }]),
    ],
  };
}
