import type { ReactNode } from "react";
import { said } from "../messages/said.ts";
import { t, wordFor } from "../messages/text.ts";
import { Amount } from "./amount.tsx";
import type { Money } from "./amounts.ts";
import { compareMoney } from "./amounts.ts";
import css from "./application.module.css";
import { BusinessDate } from "./dates.tsx";
import { Facts } from "./layout.tsx";
import { OutsideLink } from "./outside-link.tsx";

type Doc = { readonly type: string; readonly ref: string };

type Sibling = Doc & { readonly reference: string; readonly date: string };

/** One Bill Application as both systems have it. */
export type ApplicationView = {
  readonly state: string;
  readonly amount: Money;
  readonly payment: Doc & {
    readonly date: string | null;
    readonly method: string | null;
    readonly reference: string;
    readonly voided: boolean;
    /** What the payment itself was for. */
    readonly amount: Money | null;
    readonly replaces: Sibling | null;
    readonly replacedBy: Sibling | null;
  };
  readonly bill: Doc & { readonly vendor: string; readonly vendorRef: string; readonly date: string | null };
  readonly commitment: {
    readonly number: string;
    readonly title: string;
    readonly url?: string | null | undefined;
  } | null;
  readonly invoice: { readonly number: string; readonly url: string | null } | null;
  readonly contractPayment: {
    readonly url: string | null;
    readonly amount: Money | null;
    /** The amount as Procore shows it, where nobody can read it. */
    readonly oddAmount: string | null;
    readonly date: string | null;
    readonly checkNumber: string;
    readonly invoiceNumber: string;
  } | null;
  readonly link: { readonly says: string } | null;
  readonly candidates: readonly SimilarPayment[];
};

/** What a person could choose; of kind "contract payment": what Procore already shows and may be the same. */
type SimilarPayment = {
  readonly kind: string;
  readonly id: number;
  readonly number: string;
  readonly amount: Money | null;
  readonly date: string | null;
};

export function docWord({ type }: Doc): string {
  return wordFor("doc", type, type);
}

export function methodWord(method: string | null): string {
  return method === null ? t("method.unknown") : wordFor("method", method, method);
}

/** "Check 5501", "Electronic 88-1": what a person calls a payment; the document's number where it has no reference. */
export function paymentName({ payment }: Pick<ApplicationView, "payment">): string {
  const number = payment.reference === "" ? payment.ref : payment.reference;
  return `${methodWord(payment.method)} ${number}`;
}

/** "Replaced by 5502", "Replaces 5501", or both in a chain; null where it stands alone. */
export function storyOf({ payment }: Pick<ApplicationView, "payment">): string | null {
  const named = ({ reference, ref }: Sibling) => (reference === "" ? ref : reference);
  const parts = [
    ...(payment.replaces ? [t("sides.replaces", { number: named(payment.replaces) })] : []),
    ...(payment.replacedBy ? [t("sides.replaced_by", { number: named(payment.replacedBy) })] : []),
  ];
  return parts.length === 0 ? null : parts.join(" · ");
}

type TwoSidesProps = {
  readonly application: ApplicationView;
  readonly links: { readonly payment: string | null; readonly bill: string | null };
};

/** Acumatica at the left, Procore at the right, what differs marked in words. */
export function TwoSides({ application, links }: TwoSidesProps) {
  return (
    <div className={css.sides}>
      <section className={css.side} aria-label={t("strip.acumatica")}>
        <p className={css.sideTitle} aria-hidden="true">
          {t("strip.acumatica")}
        </p>
        <AcumaticaSide application={application} links={links} />
      </section>
      <section className={css.side} aria-label={t("strip.procore")}>
        <p className={css.sideTitle} aria-hidden="true">
          {t("strip.procore")}
        </p>
        <ProcoreSide application={application} />
      </section>
    </div>
  );
}

function linked(href: string | null | undefined, text: string): ReactNode {
  return href ? <OutsideLink href={href}>{text}</OutsideLink> : text;
}

function AcumaticaSide({ application, links }: TwoSidesProps) {
  const { payment, bill, amount } = application;
  const voided = payment.voided ? ` (${t("sides.voided")})` : "";
  return (
    <Facts
      facts={[
        { term: t("sides.amount"), is: <Amount of={amount} strong /> },
        ...wholeOf(application),
        { term: t("sides.payment"), is: linked(links.payment, `${docWord(payment)} ${payment.ref}${voided}`) },
        { term: t("sides.reference"), is: payment.reference === "" ? t("sides.none") : payment.reference },
        { term: t("sides.date"), is: <BusinessDate of={payment.date} /> },
        { term: t("sides.method"), is: methodWord(payment.method) },
        { term: t("sides.bill"), is: linked(links.bill, `${docWord(bill)} ${bill.ref}`) },
        { term: t("sides.vendor_ref"), is: bill.vendorRef === "" ? t("sides.none") : bill.vendorRef },
        { term: t("sides.vendor"), is: bill.vendor },
      ]}
    />
  );
}

/** What the payment itself was for, where that is another amount: it pays several bills, or takes a credit along. */
function wholeOf({ payment, amount }: ApplicationView) {
  const whole = payment.amount;
  const same = whole !== null && whole.currency === amount.currency && compareMoney(whole, amount) === 0;
  return whole === null || same ? [] : [{ term: t("sides.whole"), is: <Amount of={whole} /> }];
}

/** A value of Procore's beside Acumatica's: said so where they differ. */
function Differing({ differs, children }: { readonly differs: boolean; readonly children: ReactNode }) {
  if (!differs) return <>{children}</>;
  return (
    <span className={css.differs}>
      {children} <span className={css.differsWord}>{t("sides.differs")}</span>
    </span>
  );
}

function ProcoreSide({ application }: { readonly application: ApplicationView }) {
  const { contractPayment: issued, commitment, invoice, payment, amount, link } = application;
  const place = [
    {
      term: t("sides.commitment"),
      is: commitment ? linked(commitment.url, `${commitment.number} ${commitment.title}`) : t("sides.none"),
    },
    { term: t("sides.invoice"), is: invoice ? linked(invoice.url, invoice.number) : t("sides.none") },
    ...(link ? [{ term: t("sides.link"), is: said(link.says) }] : []),
  ];
  if (!issued) {
    const similar = application.candidates.filter(({ kind }) => kind === "contract payment");
    if (similar.length === 0) {
      return <Facts facts={[{ term: t("sides.payments_issued"), is: t("sides.not_issued") }, ...place]} />;
    }
    return (
      <>
        {similar.map((one) => (
          <Similar key={one.id} one={one} application={application} />
        ))}
        <Facts facts={place} />
      </>
    );
  }
  // What is synced may still read differently, where Procore trims or accounting's dates rule: that is no difference.
  const compared = application.state !== "synced";
  const amountDiffers = compared && (issued.amount === null || compareMoney(issued.amount, amount) !== 0);
  return (
    <Facts
      facts={[
        {
          term: t("sides.amount"),
          is: (
            <Differing differs={amountDiffers}>
              {issued.amount ? <Amount of={issued.amount} strong /> : (issued.oddAmount ?? "–")}
            </Differing>
          ),
        },
        { term: t("sides.payments_issued"), is: linked(issued.url, t("sides.open_issued")) },
        {
          term: t("sides.reference"),
          is: (
            <Differing differs={compared && issued.checkNumber !== payment.reference}>
              {issued.checkNumber === "" ? t("sides.none") : issued.checkNumber}
            </Differing>
          ),
        },
        {
          term: t("sides.date"),
          is: (
            <Differing differs={compared && issued.date !== payment.date}>
              <BusinessDate of={issued.date} />
            </Differing>
          ),
        },
        { term: t("sides.invoice_number"), is: issued.invoiceNumber === "" ? t("sides.none") : issued.invoiceNumber },
        ...place,
      ]}
    />
  );
}

/** A check number as people compare it: without leading zeros, spaces and case. */
function folded(number: string): string {
  return number.replace(/\s+/g, "").replace(/^0+/, "").toLowerCase();
}

type SimilarProps = { readonly one: SimilarPayment; readonly application: ApplicationView };

/** What Procore already shows and nobody has yet said is the same: its figures beside Acumatica's. */
function Similar({ one, application: { amount, payment } }: SimilarProps) {
  const amountDiffers = one.amount !== null && compareMoney(one.amount, amount) !== 0;
  return (
    <div className={css.similar}>
      <p>{t("sides.similar")}</p>
      <Facts
        facts={[
          {
            term: t("sides.amount"),
            is: <Differing differs={amountDiffers}>{one.amount ? <Amount of={one.amount} strong /> : "–"}</Differing>,
          },
          {
            term: t("sides.reference"),
            is: (
              <Differing differs={folded(one.number) !== folded(payment.reference)}>
                {one.number === "" ? t("sides.none") : one.number}
              </Differing>
            ),
          },
          {
            term: t("sides.date"),
            is: (
              <Differing differs={one.date !== payment.date}>
                <BusinessDate of={one.date} />
              </Differing>
            ),
          },
        ]}
      />
    </div>
  );
}
