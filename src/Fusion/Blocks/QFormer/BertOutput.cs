using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>The end of each of BERT's sublayers: LayerNorm(Dropout(Linear(y)) + x).</summary>
internal sealed class BertOutput : Module<Tensor, Tensor, Tensor>
{
    /// <summary>ε of BERT's norms.</summary>
    public const double Epsilon = 1e-12;

    [ComponentName(Name = "dense")] private readonly Projection _dense;
    [ComponentName(Name = "LayerNorm")] private readonly LayerNorm _norm;
    [ComponentName(Name = "dropout")] private readonly Dropout _dropout;

    public BertOutput(long inner, long width, double dropout) : base("output")
    {
        _dense = new Projection(inner, width);
        _norm = LayerNorm(width, Epsilon);
        _dropout = Dropout(dropout);
        RegisterComponents();
    }

    /// <summary>[R, T, inner] and the [R, T, D] that it is added to → [R, T, D].</summary>
    public override Tensor forward(Tensor y, Tensor x)
    {
        var added = _dropout.call(_dense.call(y));
        BlockReport.Ratio(added, x);
        return _norm.call(added + x);
    }
}
