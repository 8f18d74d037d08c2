using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>One part and one case while a rule looks at them. Every tensor of it lives as long as it does.</summary>
internal sealed class Trial : IDisposable
{
    private const double Spread = 0.5;
    private readonly DisposeScope _scope = NewDisposeScope();

    /// <summary>Makes the part, with weights that leave nothing closed, zero or one, for inference.</summary>
    public Trial(Subject subject, Case of)
    {
        (Subject, Case) = (subject, of);
        Module = Make();
        Inputs = subject.Inputs(Module, of);
    }

    public Subject Subject { get; }

    public Case Case { get; }

    public nn.Module Module { get; }

    public IReadOnlyList<Strand> Inputs { get; }

    /// <summary>Another part of the same case.</summary>
    /// <param name="seed">Null = the case's, so that it is the same part again.</param>
    public nn.Module Make(int? seed = null)
    {
        var module = Subject.Make(Case, seed);
        using var _ = no_grad();
        foreach (var parameter in module.parameters()) parameter.uniform_(-Spread, Spread);
        module.eval();
        return module;
    }

    public IReadOnlyList<Strand> Call(IReadOnlyList<Strand>? inputs = null) => Subject.Call(Module, inputs ?? Inputs);

    /// <summary>What comes out, and the gradients of parameters and inputs. A gradient that nothing reaches is null.</summary>
    public (IReadOnlyList<Strand> Outputs, IReadOnlyList<(string Name, Tensor? Gradient)> Gradients) Backward(IReadOnlyList<Strand> inputs)
    {
        Module.zero_grad();
        var leaves = inputs.Select(strand => strand.Leaf()).ToList();
        var outputs = Call(leaves);
        Sum(outputs)?.backward();
        return (outputs,
        [
            .. Module.named_parameters().Select(named => (named.name, named.parameter.grad?.clone())),
            .. leaves.Select(leaf => (leaf.Name, leaf.Values.is_floating_point() ? leaf.Values.grad : null)),
        ]);
    }

    /// <summary>A sum of all that is real, each number with a weight of its own; null where nothing asks for a gradient.</summary>
    public static Tensor? Sum(IReadOnlyList<Strand> outputs)
    {
        Tensor? total = null;
        foreach (var values in outputs.Where(strand => strand.Values.is_floating_point() && strand.Values.requires_grad).Select(strand => strand.Values.masked_fill(strand.Hidden(), 0)))
        {
            var weights = (arange(values.numel(), values.dtype, values.device) * 0.7).sin().view(values.shape) + 0.5;
            total = total is null ? (values * weights).sum() : total + (values * weights).sum();
        }
        return total;
    }

    public void Dispose()
    {
        Module.Dispose();
        _scope.Dispose();
    }
}
