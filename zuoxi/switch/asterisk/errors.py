"""What can go wrong while a program is fetched or a node is started."""

from zuoxi.kernel.errors import ZuoxiError


class InstallError(ZuoxiError):
    """Base: a program that the centre needs could not be had."""

    code = "install_failed"
    status = 503


class NoPackages(InstallError):
    """The machine has no apt, so nothing can be unpacked. data: program."""

    code = "install_no_apt"
    zh = (
        "这台机器上没有 {program}，也没有 apt-get 和 dpkg-deb 可用来获取它；"
        "请先安装 {program}（Asterisk 需 20 或更高版本）再试。"
    )
    en = (
        "This machine has no {program}, and no apt-get and dpkg-deb to fetch it with; "
        "install {program} (Asterisk: version 20 or newer) and try again."
    )


class PackagesUnreachable(InstallError):
    """The package server does not answer. data: program, detail."""

    code = "install_no_network"
    zh = "无法从 Debian 软件源获取 {program}：请检查网络（以及代理设置）后重试。详情：{detail}"
    en = (
        "{program} could not be fetched from the Debian package server: check the network (and proxy "
        "settings) and try again. Detail: {detail}"
    )


class PackagesBroken(InstallError):
    """A package is not what was tested, or cannot be unpacked. data: program, detail."""

    code = "install_broken"
    zh = "{program} 的安装包未通过校验或无法解开：{detail}"
    en = "A package of {program} failed its check or could not be unpacked: {detail}"


class NodeNotStarted(ZuoxiError):
    """Asterisk ended or stayed silent while starting. data: node, detail."""

    code = "switch_not_started"
    status = 503
    zh = "交换节点 {node} 没有启动：{detail}"
    en = "Switch node {node} did not start: {detail}"
