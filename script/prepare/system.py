"""System libraries and fonts for typesetting: what the machine lacks comes into .local/sys, without root."""

import ctypes
import os
import platform
import shutil
import subprocess
import tarfile
from pathlib import Path

from script.prepare.place import LOCAL, Failed, run, say

SYS = LOCAL / "sys"
FONTS = SYS / "fonts"
TREE = SYS / "root"
APT = SYS / "apt"
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
FANDOL, NOTO = "texlive-lang-chinese", "fonts-noto-cjk"
FILES = {
    FANDOL: ("FandolFang-Regular.otf", "FandolHei-Regular.otf", "FandolKai-Regular.otf", "FandolSong-Regular.otf"),
    NOTO: ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc"),
}
ELSEWHERE = {
    "Darwin": "brew install pango harfbuzz fontconfig && brew install --cask font-noto-serif-cjk font-noto-sans-cjk",
    "dnf": "sudo dnf install pango harfbuzz fontconfig google-noto-serif-cjk-fonts google-noto-sans-cjk-fonts"
    " texlive-fandol",
    "pacman": "sudo pacman -S pango harfbuzz fontconfig noto-fonts-cjk texlive-langchinese",
    "apk": "apk add pango harfbuzz-subset fontconfig font-noto-cjk",
}
CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{dirs}
  <cachedir>{cache}</cachedir>
</fontconfig>
"""
# Where distributions put fonts; TeX trees are read for Fandol only.
PLACES = (LOCAL / "fonts", FONTS, Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
TEX = tuple(Path("/usr/share") / tree / "fonts/opentype/public/fandol" for tree in ("texmf", "texmf-dist"))
TEX += (Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),)


def ensure() -> dict[str, str]:
    """Bring what is missing and return the variables every process needs."""
    lacking = {file: package for file, package in LIBRARIES.items() if not _loads(file)}
    fetched = all(list(TREE.rglob(file)) for file in lacking)
    fonts = [package for package, files in FILES.items() if not all(_finds(file) for file in files)]
    if fonts or not fetched:
        _fetch([] if fetched else list(lacking.values()), fonts)
    _write_conf()
    variables = {"FONTCONFIG_FILE": str(SYS / "fonts.conf")}
    if lacking:
        places = {str(path.parent) for path in TREE.rglob("*.so.*")}
        variables["LD_LIBRARY_PATH"] = ":".join([*sorted(places), os.environ.get("LD_LIBRARY_PATH", "")]).strip(":")
    return variables


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _finds(file: str) -> bool:
    """Tell whether a font is there; one that only TeX knows is copied to where we look."""
    for tree in TEX:
        if (tree / file).exists() and not (FONTS / file).exists():
            FONTS.mkdir(parents=True, exist_ok=True)
            shutil.copy(tree / file, FONTS / file)
    return any(True for place in PLACES for _ in place.rglob(file))


def _fetch(libraries: list[str], fonts: list[str]) -> None:
    if not shutil.which("apt-get"):
        kind = platform.system() if platform.system() in ELSEWHERE else ""
        kind = kind or next((tool for tool in ELSEWHERE if shutil.which(tool)), "")
        raise Failed(
            f"缺少排版所需的系统库或字体：{'、'.join([*libraries, *fonts])}。请运行以下一行，再运行本命令：\n"
            f"  {ELSEWHERE.get(kind, '（请安装 Pango、HarfBuzz（含 subset）、fontconfig 和 Noto CJK 字体）')}\n"
            "  Fandol 字体（FandolFang 等 .otf）若未随之装好，请放入 .local/fonts/"
        )
    say("· 准备排版所需的系统库和字体（只放在本项目内）……")
    shutil.rmtree(APT, ignore_errors=True)
    for place in (APT / "lists" / "partial", APT / "cache" / "archives" / "partial", FONTS):
        place.mkdir(parents=True, exist_ok=True)
    options = [
        "-qq", "-o", f"Dir::State::lists={APT / 'lists'}", "-o", f"Dir::Cache={APT / 'cache'}",
        "-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User=", "-o", "Acquire::Languages=none",
        "-o", "Acquire::Retries=3",
    ]  # fmt: skip
    run(["apt-get", *options, "update"], what="读取软件包目录")
    if libraries:
        _fetch_libraries(options, libraries)
    if fonts:
        run(["apt-get", *options, "download", *fonts], what="下载字体", cwd=APT)
        for package in APT.glob("*.deb"):
            _take_fonts(package)
    shutil.rmtree(APT)


def _fetch_libraries(options: list[str], libraries: list[str]) -> None:
    """Unpack them and all they need beside the system, whole or not at all."""
    ask = ["apt-get", *options, "install", "--download-only", "-y", "--no-install-recommends", *libraries]
    run(ask, what="下载系统库")
    new = APT / "root"
    for package in (APT / "cache" / "archives").glob("*.deb"):
        run(["dpkg-deb", "-x", package, new], what=f"展开 {package.name}")
    shutil.rmtree(TREE, ignore_errors=True)
    new.rename(TREE)


def _take_fonts(package: Path) -> None:
    """Take the Fandol .otf and the regular and bold Noto collections out of a package, and nothing else."""
    unpack = ["dpkg-deb", "--fsys-tarfile", str(package)]
    with (
        subprocess.Popen(unpack, stdout=subprocess.PIPE) as process,
        tarfile.open(fileobj=process.stdout, mode="r|") as archive,
    ):
        for member in archive:
            name = Path(member.name).name
            source = archive.extractfile(member) if name.startswith(("Fandol", "Noto")) and member.isfile() else None
            if source and name.endswith((".otf", ".ttc")):
                half = APT / name
                half.write_bytes(source.read())
                half.replace(FONTS / name)


def _write_conf() -> None:
    SYS.mkdir(parents=True, exist_ok=True)
    lines = "\n".join(f"  <dir>{path}</dir>" for path in PLACES)
    (SYS / "fonts.conf").write_text(CONF.format(dirs=lines, cache=SYS / "cache"), encoding="utf-8")
