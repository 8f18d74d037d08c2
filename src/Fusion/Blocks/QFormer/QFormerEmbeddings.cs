using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Learned queries and EEG tokens before the first layer: one LayerNorm for both.</summary>
internal sealed class QFormerEmbeddings : Module<Tensor, Tensor>
{
    [ComponentName(Name = "LayerNorm")] private readonly LayerNorm _norm;
    [ComponentName(Name = "dropout")] private readonly Dropout _dropout;

    public QFormerEmbeddings(long width, double dropout) : base("embeddings")
    {
        _norm = LayerNorm(width, BertOutput.Epsilon);
        _dropout = Dropout(dropout);
        RegisterComponents();
    }

    /// <summary>[R, L + T, D] → the same.</summary>
    public override Tensor forward(Tensor tokens) => _dropout.call(_norm.call(tokens));
}
