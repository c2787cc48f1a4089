"""Learning from codes: word features, folds that keep groups together, linear models, thresholds, reports."""
