"""Lines of a page that are no speech: dates and bylines, breadcrumbs and buttons, page numbers, what stands at its foot."""

from __future__ import annotations

import re

from koujing.reading.patterns import lazy

SPACE = r"[^\S\n]"
COLON = r"[:：/丨|｜]"

# Who wrote, took, checked and put up a page: with a colon, or as a word of its own before two to four characters.
PEOPLE = r"""(?:责任|本期|执行|值班|网络|新媒体|微信|视频|图片)?(?:编辑|编审|编发|美编|主编|总编|副总编|总监制|监制|审核|审校|审签|校对|排版
    |设计|策划|统筹|签发|出品|制作|录入|上传|供稿|供图|摄影|摄像|撰稿|撰文|拍摄|播音|剪辑|记者|通讯员|作者|责编|责校|实习生)
    |(?:一|二|三|初|复|终)[审校]|文[/、]?图|图[/、]文|文字|图文|原创|转自|摘自"""
# Of these, what stands before names without a colon too.
NAMED = r"(?:责任|本期|执行|值班)?编辑|责编|编审|记者|通讯员|作者|摄影|供稿|校对|文[/、]?图|图[/、]文|原创"
# Data of a page that stand with a colon and nothing else.
DATA = r"""(?:发布|更新|创建|发文|成文|生成|上传|录入|印发|公开|收录|报道|文章|信息|发表|刊发|生效|失效)?(?:时间|日期)
    |(?:文章|信息|稿件|新闻|内容|图片|资料|文字)?来源|(?:点击|浏览|阅读|访问|查看|关注|评论|点赞)(?:次数|人数|量|次|数)?
    |字[号体](?:大小)?|字体大小|保护视力色?|(?:信息)?索引号|文\s?号|发文字号
    |主题分类|主题词|公开(?:方式|类别|形式|范围|责任部门)
    |(?:发文|发布|信息|公开)(?:机关|机构|单位|部门|人|者)|有\s?效\s?性|体裁分类|信息分类
    |(?:所属|信息|文章)?(?:栏目|类别|分类)|关键[词字]|标签|分享(?:到|至)?|主办(?:单位)?|承办(?:单位)?|协办|技术支持|维护单位|(?:政府)?网站(?:标识|识别)码|备案(?:序)?号|联系(?:电话|方式|地址|邮箱)
    |(?:办公|单位)?地址|邮\s?编|邮政编码|传\s?真|(?:电子)?邮箱|E-?mail|投稿邮箱|新闻热线|热线电话|值班电话|举报电话"""
BUTTON = r"""打印(?:本[页文]|文章|预览|机版)?|关闭(?:本页|窗口)?|返回(?:顶部|首页|列表|上[一级]?[页级]|目录)?|回到顶部|TOP|收藏(?:本[页文])?
    |加入收藏|设为首页|分享(?:到|至)?|复制链接|(?:新浪|腾讯)?微博|微信(?:好友)?|朋友圈|QQ(?:空间|好友)?|人人网|豆瓣|今日头条|抖音|客户端|手机[版端]|电脑版
    |无障碍(?:浏览|阅读|模式)?|适老化?(?:版|模式)?|长者(?:助手|模式|版)|关怀版|语音(?:播报|朗读)|朗读|听新闻|繁体(?:版|中文)?|简体(?:版|中文)?
    |English|登录|注册|网站(?:首页|地图|声明|支持IPv6)|首页|上一页|下一页|尾页|末页|末尾|跳转|RSS(?:订阅)?|订阅|关于我们|联系我们|版权声明|法律声明
    |隐私(?:声明|条款)|我要纠错|纠错|二维码|字[号体]|大|中|小|默认|放大|缩小|A\+|A-|\+|-|T\|T|点赞|在看|转发|评论|举报|搜索"""
PAGE_LINE = lazy(
    rf"""{SPACE}*[（(【\[]?{SPACE}*(?:
        (?:{DATA}|{PEOPLE}){SPACE}*{COLON}(?![/／])[^\n。，；！？]{{0,100}}                # 发布时间:2020-12-13 12:19:04
      | (?:{NAMED})(?:{SPACE}+[\u3400-\u9fff·]{{2,6}}){{1,4}}                          # 责任编辑 甲乙
      | (?:[\u3400-\u9fff]{{2,14}}{SPACE}+)?                                           # 甲网  2020-12-13
        (?:\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}|\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{4}}|(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日{SPACE}*(?=\d))
        (?:{SPACE}*(?:星期|周)[一二三四五六日天])?(?:{SPACE}*\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?)?  # 24.05.2017  05:11
        (?:{SPACE}+[^\n。，；]{{0,100}})?
      | (?:{BUTTON})(?:[\s】\]|·、>＞】【\[丨｜]+(?:{BUTTON}|{DATA}))*                      # 【打印】【关闭】
      | 分享(?:[到至]|[:：])[^\n。，]{{0,20}}
      | \d{{1,6}}(?:人|次)?(?:阅读|浏览|评论|点赞)|(?:阅读|浏览){SPACE}*[\d.]+万?\+?
      | (?:END|完|图文无关|广告)
    ){SPACE}*[）)】\]]?{SPACE}*""",
    re.VERBOSE,
)
# 当前位置：首页 > 领导讲话, 首页 > 新闻 > 讲话
BREADCRUMB = lazy(
    rf"""[您你]?(?:现在|当前|目前)?(?:所在|的)*(?:位置|位于)[:：][^\n。，]{{0,100}}
      | (?:网站)?首\s?页(?:{SPACE}*(?:[>＞»›→/]|>>|&gt;){SPACE}*[^\n。，>＞»›]{{1,30}}){{1,8}}[>＞]?
      | (?:网站)?首\s?页(?:{SPACE}*[|｜丨·]{SPACE}*[^\s。，|｜丨·]{{2,8}}){{2,12}}                # 首页 | 政务 | 互动
      | [^\s。，>＞»›]{{2,14}}(?:{SPACE}*[>＞»›]{{1,2}}{SPACE}*[^\n。，>＞»›]{{2,30}}){{2,8}}""",
    re.VERBOSE,
)
# 甲县人民政府门户网站, 甲省林业局政务网, 甲报 数字报 返回首页, 甲省人民政府公报 2022年第7期 领导讲话
MASTHEAD = lazy(
    rf"""[\u3400-\u9fff]{{2,24}}(?:(?:门户|政务|官方|官|新闻|信息)网站?|网站|门户|信息公开平台|数字报)(?:{SPACE}+(?:{BUTTON}|数字报|电子版))*
      | [\u3400-\u9fff]{{2,16}}[报刊网](?:{SPACE}+(?:{BUTTON}|数字报|电子版))+
      | [\u3400-\u9fff]{{2,20}}(?:公报|政报|简报|通讯){SPACE}*[（(]?\d{{4}}年{SPACE}*(?:第{SPACE}*\d{{1,3}}{SPACE}*[期号]|\d{{1,2}}月)
        [^\n。，]{{0,20}}""",
    re.VERBOSE,
)
# What editors say of the text: before it, with a stop like any sentence, or in brackets under its title or its end.
EDITOR = lazy(
    r"[【\[（(]?(?:编者按|编者的话|编前|编后)[】\]）)]?[:：丨|][^\n]{2,400}|[【\[（(](?:编者按|编者的话)[】\]）)][^\n]{2,400}"
    r"|[（(][^()（）\n]{0,40}(?:编者所?[加拟]|编辑所?[加拟]|本[报刊网]有删[节改])[^()（）\n]{0,20}[)）]"
)
# 甲县林业局 over a breadcrumb or a menu: the name of the site.
SITE_NAME = lazy(
    r"(?:中共|中国)?[\u3400-\u9fff]{2,20}(?:人民政府|委员会|[厅局委办院部网报台]|办公室|协会|中心)(?:\s*(?:官网|网站))?"
)
PAGE_NUMBER = lazy(
    rf"[-—－–·]+{SPACE}*\d{{1,3}}{SPACE}*[-—－–·]+|[（(]?第{SPACE}*\d{{1,3}}{SPACE}*页(?:{SPACE}*[/，,]?{SPACE}*共{SPACE}*\d{{1,3}}{SPACE}*页)?[)）]?"
    rf"|\d{{1,3}}{SPACE}*/{SPACE}*\d{{1,3}}|[Pp]age{SPACE}\d{{1,3}}(?:{SPACE}of{SPACE}\d{{1,3}})?|P\.?\d{{1,3}}"
)
# The foot of a site. Each of these begins with a character of its own, so that a line is searched for all of them at once.
FOOT = lazy(
    r"ICP[备证]|公网安备|网站标识码|Copyright|©|版权所有(?!权)|未经(?:书面)?(?:授权|许可|同意)[^\n]{0,20}(?:转载|使用)|转载请注明"
)
# The foot of a message, in a line that is no sentence.
FOLLOW = lazy(
    r"扫一扫|扫描?(?:上方|下方|左侧|右侧)?二维码|长按(?:识别|扫描|上方|下方|二维码)|点击(?:上方|下方|左下|右上|蓝字|阅读原文)|关注(?:该|本)?公众号|手机(?:打开|浏览)"
    r"|收录于(?:合集|话题)|预览时标签|喜欢此内容的人|轻触阅读原文|继续滑动看|点个(?:在看|赞)|分享、(?:收藏|点赞|在看)|收藏、(?:分享|点赞|在看)|点赞、(?:分享|收藏|在看)"
    r"|下载(?:本文|此文|全文|[Ww]ord)[^\n]{0,8}(?:文档|电脑|收藏|打印)|如有侵权[^\n]{0,8}(?:联系|告知)"
    r"|建议(?:您)?使用[^\n]{0,20}(?:浏览器|分辨率)|违法和?不良信息举报"
)
CAPTION = lazy(
    r"[▲△▼↑↓◀][^\n]{0,80}|[（(]?(?:图为|图片说明|图\d{0,2}[:：])[^\n]{0,80}|[^\n]{2,80}[（(][^()（）\n]{0,14}(?:摄|供图|摄影报道)[)）]。?"
    r"|[^\n]{2,60}[。\s](?:本[报网]记者|通讯员|记者)?\s*[\u3400-\u9fff]{2,4}\s+(?:摄|供图)"
    r"|[（(]?(?:\d{4}年)?\d{1,2}月\d{1,2}日[，,]?[^\n。，；！？]{2,30}现场[)）]?"
)
STOPS = "。；，！？"
LONGEST_NOTE = 420  # characters of an editor's note
LONGEST = 130  # characters of such a line; the foot of a government site with its address has about 100


def reason_to_set_aside(line: str) -> str:
    """Why a whole line of a page is no speech, or nothing where it may be one.

    >>> [reason_to_set_aside(line) for line in ("责任编辑：甲乙", "首页 > 要闻 > 讲话", "- 3 -", "各位编辑：请坐。")]
    ['page data', 'breadcrumb', 'page number', '']
    """
    if EDITOR.fullmatch(line):
        return "editor's note"
    if len(line) > LONGEST:
        return ""
    if FOOT.search(line):
        return "page data"
    if line[-1] not in STOPS:
        if FOLLOW.search(line) or PAGE_LINE.fullmatch(line):
            return "page data"
        if BREADCRUMB.fullmatch(line):
            return "breadcrumb"
        if MASTHEAD.fullmatch(line):
            return "masthead"
    if PAGE_NUMBER.fullmatch(line):
        return "page number"
    return "caption" if CAPTION.fullmatch(line) else ""
