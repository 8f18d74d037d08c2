using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>How much of the query a context may turn.</summary>
public enum MultiplicativeForm
{
    /// <summary>A whole matrix: every channel of the context with every channel of the query.</summary>
    Matrix,

    /// <summary>A scale and a shift for each channel.</summary>
    Vector,

    /// <summary>One scale and one shift for the row.</summary>
    Scalar,
}

/// <summary>One context a and the query z. Names and shapes of the parameters are MultiBench's.</summary>
internal sealed class MultiplicativeInteraction : Module<Tensor, Tensor, Tensor>
{
    private readonly MultiplicativeForm _form;
    [ComponentName(Name = "W")] private readonly Parameter _w;
    [ComponentName(Name = "U")] private readonly Parameter _u;
    [ComponentName(Name = "V")] private readonly Parameter _v;
    [ComponentName(Name = "b")] private readonly Parameter _b;

    public MultiplicativeInteraction(MultiplicativeForm form, long context, long query, long output) : base("interaction")
    {
        _form = form;
        (_w, _u, _v, _b) = form switch
        {
            MultiplicativeForm.Matrix => (Uniform(context * query, context, query, output), Uniform(context, context, output), Uniform(query, query, output), Zeros(output)),
            MultiplicativeForm.Vector => (Uniform(context, context, query), Uniform(context, context, query), Zeros(query), Zeros(query)),
            _ => (Uniform(context, context), Uniform(context, context), Zeros(1), Zeros(1)),
        };
        RegisterComponents();
    }

    /// <summary>What the context makes of the query.</summary>
    /// <param name="a">[B, A] the context.</param>
    /// <param name="z">[B, Z] the query.</param>
    /// <returns>[B, D]; Z = D unless the form is a matrix.</returns>
    public override Tensor forward(Tensor a, Tensor z) => _form switch
    {
        MultiplicativeForm.Matrix => Turned(a, z) + a.mm(_u) + z.mm(_v) + _b,
        MultiplicativeForm.Vector => ((a.mm(_w) + _v) * z) + a.mm(_u) + _b,
        _ => ((a.mv(_w) + _v).unsqueeze(1) * z) + (a.mv(_u) + _b).unsqueeze(1),
    };

    // Σ a_i W_ijk z_j: first the matrix of each row, [B, Z, D], then its product with z.
    private Tensor Turned(Tensor a, Tensor z) => z.unsqueeze(1).bmm(a.mm(_w.flatten(1)).unflatten(1, _w.shape[1], _w.shape[2])).squeeze(1);

    private static Parameter Uniform(long inputs, params long[] shape) => new(init.uniform_(empty(shape), -1 / Math.Sqrt(inputs), 1 / Math.Sqrt(inputs)));

    private static Parameter Zeros(long width) => new(zeros(width));
}
