// The formulas of the explorers: those of src/notes_examples, step by step, in float64.
// tests/test_explorers.py compares what they give with the package.
"use strict";

const expMinusAbs = (x) => Math.exp(x > 0 ? -x : x);

const step = (x) => (x > 0 ? 1 : 0);

const sigmoid = (x) => {
  const e = expMinusAbs(x);
  return x > 0 ? 1 / (1 + e) : e / (1 + e);
};

const sigmoidDerivative = (x) => {
  const e = expMinusAbs(x);
  return e / (1 + e) ** 2;
};

const tanh = (x) => {
  const t = Math.expm1(2 * (x > 0 ? -x : x));
  const negativeHalf = t / (2 + t);
  return x > 0 ? -negativeHalf : negativeHalf;
};

const activations = {
  step: { f: step, derivative: () => 0 },
  sigmoid: { f: sigmoid, derivative: sigmoidDerivative },
  tanh: { f: tanh, derivative: (x) => 4 * sigmoidDerivative(2 * x) },
  relu: { f: (x) => (x <= 0 ? 0 : x), derivative: step },
};
