"""The workshop of maturity models in the Wagtail admin: views ask, services write."""
