# make 列出所有目标。`make` alone lists the targets. Whatever a target needs, it sets up first.

VENV := .venv
RUN := $(VENV)/bin/gacx-reports
PY := $(VENV)/bin/python
LOCALE := gacx_reports/locale
PO := $(LOCALE)/zh_CN/LC_MESSAGES/gacx_reports.po
MO := $(PO:.po=.mo)
READY := $(VENV)/.ready $(MO)

# A clone that was copied or moved, or whose Python is gone, needs a new .venv.
STALE := $(shell test -x $(PY) && test "$$(cat $(VENV)/.ready 2>/dev/null)" = "$$(pwd)" || echo _stale)

# What was typed, as one word of the shell; $(Q) would be more than one. A make that is given Q= or P= on its command
# line exports it.
PERIOD = "$${Q:-$$P}"

OPTIONS = $(if $(INPUT),--input "$(INPUT)") $(if $(TEMPLATES),--templates "$(TEMPLATES)") \
	$(if $(OUTPUT),--output "$(OUTPUT)") $(ARGS)

EXAMPLE = output/schemes/$${NAME}
EXAMPLES = --input "$(EXAMPLE)/in" --output "$(EXAMPLE)/out" --ledger "$(EXAMPLE)/ledger.sqlite"
# What is remembered of an example's ledger goes with it when the folder is deleted.
RUN_EXAMPLE = XDG_STATE_HOME="$(CURDIR)/$(EXAMPLE)/state" $(RUN)

.PHONY: help quarter period year check templates posts targets survey mail samples example scheme docs test test-system coverage mutation lint \
	format audit messages lock bench cluster fuzz torture doctor clean distclean

help:  ## 列出所有目标 this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-12s %s\n", $$1, $$2}' Makefile

quarter: _given $(READY)  ## 一个季度从头到尾：校验、计分、出 PDF (make quarter Q=2024Q3 [INPUT= TEMPLATES= OUTPUT= JOBS= ARGS=])
	@$(RUN) quarter $(PERIOD) $(if $(JOBS),--jobs $(JOBS)) $(OPTIONS)

period: quarter  ## 同 quarter，考核期也可以是月度、半年、年度 (make period P=2024M07)

year: _year $(READY)  ## 一年：已公布的各期加上年度指标 (make year Y=2024 [ARGS=])
	@$(RUN) year "$$Y" $(if $(JOBS),--jobs $(JOBS)) $(OPTIONS)

check: _given $(READY)  ## 只校验，列出所有问题 (make check Q=2024Q3 [ARGS=--status])
	@$(RUN) check $(PERIOD) $(OPTIONS)

templates: _given $(READY)  ## 生成本季度待填的 Excel 模板 (make templates Q=2024Q3)
	@$(RUN) templates $(PERIOD) $(OPTIONS)

targets: _given $(READY)  ## 季度初的目标确认书 PDF，每人一份，供签字 (make targets Q=2024Q4)
	@$(RUN) targets $(PERIOD) $(if $(JOBS),--jobs $(JOBS)) $(OPTIONS)

posts: $(READY)  ## 每个岗位的目标说明书和岗位说明书 (make posts [Q=2024Q3 ARGS="--person G0313"])
	@$(RUN) posts $(if $(Q)$(P),$(PERIOD)) $(OPTIONS)

survey: _given $(READY)  ## 季度末抽样，写出电话表 (make survey Q=2024Q3 [ARGS="--table 抽查记录"])
	@$(RUN) survey draw $(PERIOD) $(OPTIONS)

mail: _given $(READY)  ## 邮寄报告：先看计划，再发 (make mail Q=2024Q3 [ARGS="--send 计划号"])
	@$(RUN) mail $(PERIOD) $(OPTIONS)

samples: $(READY)  ## 重新生成示例数据 input_samples/
	@$(PY) -m tools.samples $(ARGS)

example: _example $(READY)  ## 示例方案的一整年：写出各期，逐期公布，出年度报告 (make example NAME=shop)
	@$(PY) -m tools.samples --scheme "$$NAME" --output "$(EXAMPLE)/in"
	@for period in $$(ls "$(EXAMPLE)/in" | grep -v Y); do \
		$(RUN_EXAMPLE) publish $$period $(EXAMPLES) || exit 1; \
	done
	@$(RUN_EXAMPLE) year 2024 $(EXAMPLES)

scheme: $(READY)  ## 考核方案改动后，更新其文字版 templates/scheme.md 和空白工作簿
	@$(RUN) scheme --write $(ARGS)

docs: $(READY)  ## 由代码更新 docs/ 里的表格
	@$(PY) tools/docs.py

# These start many processes; where Python may keep no bytecode, each would compile the whole program first.
test test-system coverage mutation torture bench: export PYTHONDONTWRITEBYTECODE :=

test: $(READY)  ## 运行测试 (make test [ARGS="-k 名称"])
	@$(PY) -m pytest -m "not system" --ignore tests/system -n auto --dist worksteal $(ARGS)

# pytest ends with 5 where nothing carries the mark.
test-system: $(READY)  ## 用 LibreOffice、Chromium 等真实程序测试（缺少的会自动安装）
	@tools/setup.sh system
	@$(PY) -m pytest -m system -n auto --dist loadfile $(ARGS) || { code=$$?; test $$code -eq 5; }

# The whole package first, for reading; then the core alone, which decides pay and must not fall behind.
# Not measured: what `--help` imports, for coverage.py itself imports sqlite3.
coverage: $(READY)  ## 测量测试覆盖的语句和分支；gacx_reports/core 低于 97% 即失败
	@$(PY) -m coverage erase
	@$(PY) -m coverage run -m pytest -m "not system" -n auto --dist worksteal \
		--deselect tests/test_imports.py::test_help_imports_nothing_heavy $(ARGS)
	@$(PY) -m coverage combine --quiet
	@$(PY) -m coverage report
	@$(PY) -m coverage report --include="gacx_reports/core/*" --fail-under=97

# Afresh, so that every mutant meets the tests of today; with ARGS, names of mutants, only those once more.
mutation: $(READY)  ## 变异测试：故意改错计分和读取单元格的程序，看测试能否发现；发现不足 95% 即失败 (make mutation [JOBS=1 ARGS="名称"])
	@tools/setup.sh mutation
	@$(if $(ARGS),,rm -rf mutants)
	@$(PY) -m mutmut run $(if $(JOBS),--max-children $(JOBS)) $(ARGS)
	@$(PY) -m mutmut results --all true | $(PY) tools/mutation.py

lint: $(READY)  ## 检查代码：ruff、mypy；英文拼写：codespell；依赖的许可证和已知漏洞
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@$(PY) -m codespell_lib
	@$(PY) tools/licences.py
	@$(PY) tools/advisories.py --daily

audit: $(READY)  ## 现在就查依赖的已知漏洞；查到即失败
	@$(PY) tools/advisories.py

format: $(READY)  ## 整理代码格式，修正 ruff 能修正的
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format

messages: $(VENV)/.ready  ## 从代码和模板提取文字，更新中文语言文件 (.po) 并编译
	@$(PY) -m babel.messages.frontend --quiet extract --mapping-file babel.cfg --sort-output \
		--no-location --no-wrap --output-file $(VENV)/messages.pot gacx_reports templates
	@$(PY) -m babel.messages.frontend --quiet update --domain gacx_reports --locale zh_CN \
		--input-file $(VENV)/messages.pot --output-dir $(LOCALE) --no-fuzzy-matching --no-wrap \
		--ignore-obsolete --ignore-pot-creation-date
	@$(MAKE) --no-print-directory $(MO)

lock: $(READY)  ## 更新锁定的依赖版本 requirements/*.txt (make lock ARGS=--upgrade 升级)
	@$(PY) -m pip install --quiet --require-hashes -r requirements/lock.txt
	@for group in dev lock mutation system audit cluster; do \
		case $$group in dev) project=pyproject.toml ;; mutation|system|audit|cluster) project="--constraint requirements/dev.txt" ;; \
			*) project= ;; esac; \
		$(PY) -m uv pip compile --quiet --no-config --universal --python-version 3.11 \
			--generate-hashes --custom-compile-command "make lock" $(ARGS) $$project \
			--group $$group --output-file requirements/$$group.txt >/dev/null || exit; \
	done

bench: $(READY)  ## 性能测试
	@$(PY) -m benchmarks.run $(ARGS)

cluster: $(READY)  ## 在本机启动一个集群试用：调度进程和两个工作进程 (make cluster [WORKERS=2 PORT=8786])
	@tools/setup.sh cluster
	@tools/cluster.sh "$(or $(WORKERS),2)" "$(or $(PORT),8786)"

fuzz: $(READY)  ## 用随机改坏的工作簿测试读取程序 (make fuzz [SECONDS=600])
	@$(PY) -m fuzz.reader --seconds $(or $(SECONDS),600) $(ARGS)

torture: $(READY)  ## 中断、写坏、写满、争用真实的运行，结果写入 docs/reliability.md（约一小时，make torture [ARGS="--only kill --trials 20"]）
	@tools/setup.sh system
	@$(PY) -m torture $(ARGS)

doctor: $(READY)  ## 检查运行环境，缺什么就给出补救命令
	@$(RUN) doctor $(ARGS)

clean:  ## 删除 output/ 里的结果和缓存（不动 ledger.sqlite、输入数据和 kept/ 里有人填过的工作簿）
	@find output -mindepth 1 -maxdepth 1 ! -type d ! -name .gitignore -exec rm -f {} +
	@find output -mindepth 2 -maxdepth 2 ! -name kept -exec rm -rf {} +
	@find output -mindepth 1 -type d -empty -delete
	@rm -rf build dist mutants .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find gacx_reports tests benchmarks fuzz torture -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean  ## 再删除 .venv 和编译出的语言文件
	@rm -rf $(VENV) $(MO)

.PHONY: _given
_given:
	@period=$(PERIOD); case "$$period" in \
	20[0-9][0-9]Q[1-4]|20[0-9][0-9]M0[1-9]|20[0-9][0-9]M1[0-2]|20[0-9][0-9]H[12]|20[0-9][0-9]Y) ;; \
	*) echo "请指明考核期，例如 make $(MAKECMDGOALS) Q=2024Q3，也可以是 2024M07、2024H1、2024Y$${period:+（收到的是 “$$period”）}。Name the period like this: make $(MAKECMDGOALS) Q=2024Q3, or 2024M07, 2024H1, 2024Y" >&2; exit 2 ;; \
	esac

.PHONY: _year
_year:
	@case "$$Y" in \
	20[0-9][0-9]) ;; \
	*) echo "请指明年份，例如 make year Y=2024$${Y:+（收到的是 “$$Y”）}。Name the year like this: make year Y=2024" >&2; exit 2 ;; \
	esac

.PHONY: _example
_example:
	@ls tools/samples/data/schemes/years | grep -qxF -- "$$NAME.md" || { \
		echo "请指明示例方案，例如 make example NAME=shop：$$(ls tools/samples/data/schemes/years | sed 's/.md//' | xargs)。Name the example: make example NAME=shop" >&2; exit 2; }

.PHONY: _stale
_stale:

$(VENV)/.ready: requirements/dev.txt pyproject.toml hatch_build.py tools/setup.sh $(STALE)
	@PYTHON="$(PYTHON)" tools/setup.sh

$(MO): $(PO) | $(VENV)/.ready
	@$(PY) hatch_build.py
