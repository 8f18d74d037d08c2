using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Eegavi.Models;

/// <summary>One call of a module that is made again in the backward pass, with the same random numbers and in the same number type.</summary>
internal sealed class TwiceCalled
{
    private readonly Recomputation _owner;
    private readonly nn.Module _module;
    private readonly bool[] _isThere, _needsGradient;
    private readonly ScalarType? _products = Precision.Products;

    public TwiceCalled(Recomputation owner, nn.Module module, IReadOnlyList<Tensor?> given)
    {
        (_owner, _module) = (owner, module);
        _isThere = [.. given.Select(t => t is not null)];
        Inputs = [.. given.OfType<Tensor>()];
        _needsGradient = [.. Inputs.Select(t => t.requires_grad)];
        Parameters = [.. module.parameters().Where(p => p.requires_grad)];
    }

    /// <summary>What it is called with; only until the first pass, since the graph keeps them from there on.</summary>
    public Tensor[] Inputs { get; private set; }

    /// <summary>The parameters that learn.</summary>
    public Parameter[] Parameters { get; }

    public bool NeedsGradient => Parameters.Length > 0 || _needsGradient.Contains(true);

    /// <summary>The first pass.</summary>
    public Tensor First(Func<IReadOnlyList<Tensor?>, Tensor> forward)
    {
        using var _ = no_grad();
        var values = forward(Placed(Inputs));
        Inputs = [];
        return values;
    }

    /// <summary>The second pass and its gradients, of each input and each parameter; null where there is none.</summary>
    /// <param name="forward">The module.</param>
    /// <param name="saved">Gives the inputs, then the state of the random numbers.</param>
    /// <param name="output">Gradient of what the module returned.</param>
    public IReadOnlyList<Tensor?> Gradients(Func<IReadOnlyList<Tensor?>, Tensor> forward, Func<List<Tensor>> saved, Tensor output)
    {
        try
        {
            return Again(forward, saved, output);
        }
        catch (Exception e)
        {
            _owner.Fail(e);
            return [.. _needsGradient.Select(_ => (Tensor?)null), .. Parameters.Select(_ => (Tensor?)null)];
        }
    }

    private List<Tensor?> Again(Func<IReadOnlyList<Tensor?>, Tensor> forward, Func<List<Tensor>> saved, Tensor output)
    {
        using var scope = NewDisposeScope();
        var given = saved();
        using var random = RandomState.Use(given[^1]);
        using var buffers = new KeptBuffers(_module);
        using var precision = Precision.Use(_products);
        using var grad = enable_grad();
        Tensor[] leaves = [.. given.Take(_needsGradient.Length).Select((t, i) => t.detach().requires_grad_(_needsGradient[i]))];
        var values = forward(Placed(leaves));
        Tensor[] wanted = [.. leaves.Where(leaf => leaf.requires_grad), .. Parameters];
        var found = new Queue<Tensor?>(values.requires_grad ? autograd.grad([values], wanted, [output], allow_unused: true) : new Tensor?[wanted.Length]);
        List<Tensor?> gradients = [.. leaves.Select(leaf => leaf.requires_grad ? found.Dequeue() : null), .. found];
        foreach (var gradient in gradients) gradient?.MoveToOuterDisposeScope();
        return gradients;
    }

    // Tensors that may be absent are no inputs of a function.
    private List<Tensor?> Placed(Tensor[] there)
    {
        var next = 0;
        return [.. _isThere.Select(isThere => isThere ? there[next++] : null)];
    }

    /// <summary>Running statistics, which a second pass must not count a second time.</summary>
    private sealed class KeptBuffers : IDisposable
    {
        private readonly (Tensor Live, Tensor Copy)[] _kept;

        public KeptBuffers(nn.Module module) => _kept = [.. module.buffers().Select(b => (b, b.clone()))];

        public void Dispose()
        {
            using var _ = no_grad();
            foreach (var (live, copy) in _kept)
            {
                live.copy_(copy);
                copy.Dispose();
            }
        }
    }
}
