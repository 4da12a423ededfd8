// An assessment that two sides have given.
const entry = (level, comment) => ({ level, comment, evidence: [{ kind: "artifact", title: `What ${level} rests on` }] });

/** Both sides' assessment. */
export function both({ done = true } = {}) {
  return {
    format: "rubric-assessment/1",
    rubric: "small",
    version: "1.0.0",
    subject: "leader-01",
    context: { role: "principal" },
    responses: [
      {
        rater: "self",
        done,
        ratings: {
          "smart.data": entry("exemplary", "Teams ask for it now."),
          "smart.plan": "proficient",
          "healthy.trust": "proficient",
          "healthy.team": { practices: ["meets", "decides"] },
        },
      },
      {
        rater: "supervisor",
        done: true,
        ratings: {
          "smart.data": entry("developing", "I saw two sources."),
          "smart.plan": "proficient",
          "healthy.trust": "developing",
          "healthy.team": { practices: ["meets", "decides"] },
        },
      },
    ],
  };
}
