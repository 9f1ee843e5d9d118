// @ts-check
/** Chinese texts of the feature `data`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'help.data.digitsTrain': '用于训练网络的图像。',
  'help.data.digitsTest': '用于测量准确率的图像。',
  'help.data.seed': '随机种子不同，数字就不同。',

  'data.title': '数据集',
  'data.help': '更换数据集会开始新的记录。',
  'data.digits': '内置手写数字',
  'data.digits.help': '由种子在本机生成的手写数字，无需下载。',
  'data.digits.use': '生成并训练',
  'data.digitsTrain': '训练图像数',
  'data.digitsTest': '测试图像数',
  'data.seed': '随机种子',
  'data.files': '自己的文件',
  'data.files.help':
    '图像和标签可以是 IDX（MNIST 格式）、NumPy（.npy、.npz）、CSV，或每类一个文件夹的 PNG 图片，压缩或未压缩均可；也可以是网络文件（.safetensors、.onnx、.pt、.prnl）。也可以把文件或文件夹拖到页面任意位置。文件不会离开本机。',
  'data.folder.choose': '选择文件夹',
  'data.beside': '服务器上的 MNIST',
  'data.beside.looking': '正在查找 data/mnist/…',
  'data.beside.there': '已在 data/mnist/ 中找到。',
  'data.beside.absent': '此服务器的 data/mnist/ 中没有 MNIST。',
  'data.beside.use': '加载并训练',
  'data.download': '下载',
  'data.download.help':
    'MNIST 约 12 MB，Fashion-MNIST 约 31 MB。只下载一次，之后保存在本浏览器中；点击按钮之前不会下载任何内容。',
  'data.collection': '数据集',
  'data.mirrors': '下载地址',
  'data.mirrors.help': '每行一个，从上到下依次尝试。服务器必须允许其他网站读取（CORS）。',
  'data.download.start': '下载并训练',
  'data.download.cancel': '取消',
  'data.download.progress': '下载进度',
  'data.download.begin': '正在连接…',
  'data.download.file': '第 {index}/{count} 个文件：{file}，{done}',
  'data.download.done': '四个文件均已下载。',
  'data.download.blocked':
    '浏览器会拦截 {url}：本页面的安全策略只允许访问自身服务器和初始列出的镜像。请把文件放在服务器的 data/mnist/ 中，或自行下载后拖到页面上。',
  'data.digest.right': '{file}：SHA-256 校验无误',
  'data.digest.shown': '{file}：SHA-256 {digest}',
  'data.digest.none': '{file}：未校验，非 https 地址下浏览器不提供 SHA-256',
  'download.address': '“{url}”不是有效的网址。请输入以 https:// 开头、以目录结尾的地址。',
  'download.empty': '没有地址。请至少输入一个，或把文件拖到页面上。',
  'download.tried': '已尝试：{hosts}。',
  'download.blocked': '浏览器拦截了 {url}：本页面的安全策略不允许访问该服务器。请自行下载文件后拖到页面上。',
  'download.status': '无法获取 {url}：服务器返回 {status}。请换一个地址。',
  'download.network':
    '无法获取 {url}：网络不通，或服务器不允许其他网站读取（CORS）。请换一个地址，或把文件拖到页面上。',
  'download.large': '{file} 超过 {limit} 字节，已拒绝。',
  'download.digest': '来自 {url} 的 {file} 已损坏：其 SHA-256 为 {digest}，与 MNIST 不符。请换一个地址。',
});
