import { beforeAll, describe, expect, it } from "vitest";
import { messages as enUS } from "../../../client/messages/en-US.ts";
import { speak } from "../../../client/messages/text.ts";
import { overpaidWords } from "../../../client/ui/negative-balance.ts";

const usd = (amount: string) => ({ amount, currency: "USD" });

beforeAll(() => speak("en-US", enUS));

describe("more paid than billed", () => {
  it.each([null, usd("0.00"), usd("-0.00"), usd("12.00")])("is not said of a balance of %o", (balance) => {
    expect(overpaidWords({ balance, retainagePaid: usd("0.00") })).toBeNull();
  });

  it("is said as it is where no retainage was paid", () => {
    const words = overpaidWords({ balance: usd("-5.00"), retainagePaid: usd("0.00") });

    expect(words).toBeTruthy();
    expect(words).not.toContain("5.00");
  });

  it("names the retainage paid where there was some", () => {
    expect(overpaidWords({ balance: usd("-5.00"), retainagePaid: usd("7.00") })).toContain("7.00");
  });
});
