# Two commands do everything on a fresh machine: `make demo` shows the product, `make test` proves it.
.PHONY: demo demo-reset test lint bench bench-scale messages prepare

python = .venv/bin/python
# Production's defaults, with the two values that have none
production = ENV_FILE= SECRET_KEY=$$(head -c 60 /dev/urandom | base64 -w0) DATABASE_URL=sqlite:////dev/null ALLOWED_HOSTS=example.org

demo:
	@deploy/demo

demo-reset:
	@rm -rf var .env
	@deploy/demo

prepare:
	@deploy/prepare test

test:
	@deploy/test

lint: prepare
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/mypy
	$(production) $(python) manage.py check --deploy --fail-level WARNING
	$(production) $(python) manage.py makemigrations --check --dry-run
	$(production) $(python) manage.py content_messages --check
	$(production) $(python) tests/messages_check.py

bench: prepare
	@$(python) -m tests.benchmarks

bench-scale: prepare
	@$(python) -m tests.benchmarks.scale

messages: prepare
	$(production) $(python) manage.py makemessages --all --no-obsolete --no-location --ignore=.venv --ignore=var
	$(production) $(python) manage.py content_messages
	$(production) $(python) manage.py compilemessages --ignore=.venv --verbosity 0
