import { useId, useState } from "react";
import type { ApplicationShape } from "../../../server/contract/payments.ts";
import { usePlace } from "../../api/place.ts";
import { useInvoices } from "../../api/use-payments.ts";
import { said } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import { formatMoney } from "../../ui/amount.tsx";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { formatDate } from "../../ui/dates.tsx";
import { Choice as ChoiceField, Tick } from "../../ui/field.tsx";
import { Soft, Stack } from "../../ui/layout.tsx";
import { Problem } from "../../ui/problem.tsx";
import type { Choice, Decide } from "./decisions.ts";
import { bodyOf, decisionsFor, effectOf, onlyCandidate } from "./decisions.ts";
import css from "./review.module.css";
import { useDecide } from "./use-decide.ts";

/** The decisions that fit, each with what it does to the money; nothing is chosen beforehand but what is the only choice. */
export function DecisionForm({ application }: { readonly application: ApplicationShape }) {
  const { access } = usePlace();
  const { one } = useDecide();
  const name = useId();
  const possible = decisionsFor(application);
  const [choice, setChoice] = useState<Choice | null>(null);

  if (!access.canSync) return <Soft>{t("review.read_only", { because: said(access.because) })}</Soft>;
  if (possible.length === 0) return null;
  const body = choice && bodyOf(application.key, choice);
  const choose = (decide: Decide) => {
    setChoice({
      decide,
      invoiceId: onlyCandidate(application, "invoice"),
      contractPaymentId: onlyCandidate(application, "contract payment"),
    });
  };
  return (
    <fieldset className={css.form}>
      <legend className={css.legend}>{t("review.decide")}</legend>
      {possible.map((decide) => (
        <div key={decide}>
          <Tick
            type="radio"
            name={name}
            label={t(`decide.${decide}`)}
            hint={effectOf(decide, application)}
            checked={choice?.decide === decide}
            onChange={() => choose(decide)}
          />
          {choice?.decide === decide && <Which application={application} choice={choice} onChange={setChoice} />}
        </div>
      ))}
      {one.isError && <Problem error={one.error} />}
      <div>
        <Button
          variant="primary"
          disabled={body === null}
          loading={one.isPending}
          onClick={() => {
            if (body) one.mutate(body, { onSuccess: () => announce(t("decide.done")) });
          }}
        >
          {t("decide.action")}
        </Button>
      </div>
    </fieldset>
  );
}

type WhichProps = {
  readonly application: ApplicationShape;
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
};

/** The invoice to link or the payment to take over, where the decision needs one. */
function Which({ application, choice, onChange }: WhichProps) {
  if (choice.decide === "link") return <WhichInvoice application={application} choice={choice} onChange={onChange} />;
  if (choice.decide === "adopt") return <WhichPayment application={application} choice={choice} onChange={onChange} />;
  return null;
}

type Candidate = ApplicationShape["candidates"][number];

function describe({ number, vendor, amount, date, commitment }: Candidate): string {
  const parts = [number, commitment?.number, vendor, amount && formatMoney(amount), date && formatDate(date)];
  return parts.filter(Boolean).join(" · ");
}

function WhichPayment({ application, choice, onChange }: WhichProps) {
  const name = useId();
  const payments = application.candidates.filter(({ kind }) => kind === "contract payment");
  return (
    <fieldset className={css.which}>
      <legend>{t("decide.which_payment")}</legend>
      {payments.map((candidate) => (
        <Tick
          key={candidate.id}
          type="radio"
          name={name}
          label={describe(candidate)}
          hint={t("decide.offered", { because: said(candidate.because) })}
          checked={choice.contractPaymentId === candidate.id}
          onChange={() => onChange({ ...choice, contractPaymentId: candidate.id })}
        />
      ))}
    </fieldset>
  );
}

function WhichInvoice({ application, choice, onChange }: WhichProps) {
  const name = useId();
  const offered = application.candidates.filter(({ kind }) => kind === "invoice");
  const chosenElsewhere = choice.invoiceId !== null && !offered.some(({ id }) => id === choice.invoiceId);
  return (
    <Stack gap="sm">
      {offered.length > 0 && (
        <fieldset className={css.which}>
          <legend>{t("decide.which_invoice")}</legend>
          {offered.map((candidate) => (
            <Tick
              key={candidate.id}
              type="radio"
              name={name}
              label={describe(candidate)}
              hint={t("decide.offered", { because: said(candidate.because) })}
              checked={choice.invoiceId === candidate.id}
              onChange={() => onChange({ ...choice, invoiceId: candidate.id })}
            />
          ))}
        </fieldset>
      )}
      <AnyInvoice
        vendor={application.bill.vendor}
        value={chosenElsewhere ? choice.invoiceId : null}
        onChange={(invoiceId) => onChange({ ...choice, invoiceId })}
      />
    </Stack>
  );
}

type AnyInvoiceProps = {
  readonly vendor: string;
  readonly value: number | null;
  readonly onChange: (invoiceId: number | null) => void;
};

/** Any invoice of the project, the same vendor's first. */
function AnyInvoice({ vendor, value, onChange }: AnyInvoiceProps) {
  const { items } = useInvoices(usePlace());
  const sorted = [...items].sort((a, b) => Number(b.vendor === vendor) - Number(a.vendor === vendor));
  const options = sorted.map(({ id, number, commitment, vendor: of, billed }) => ({
    value: String(id),
    label: [number, commitment.number, of, billed && formatMoney(billed)].filter(Boolean).join(" · "),
  }));
  return (
    <div className={css.which}>
      <ChoiceField
        label={t("decide.other_invoice")}
        value={value === null ? "" : String(value)}
        options={[{ value: "", label: t("decide.choose") }, ...options]}
        onChange={(id) => onChange(Number(id) || null)}
      />
    </div>
  );
}
