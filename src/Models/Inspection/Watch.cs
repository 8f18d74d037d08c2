using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Layers = TorchSharp.Modules;

namespace Eegavi.Models.Inspection;

/// <summary>Hooks on modules while a dry run lasts: what goes in and out of each, and what is multiplied meanwhile.</summary>
internal sealed class Watch : IDisposable
{
    private readonly Products _products = Products.Count();
    private readonly Dictionary<string, (NamedShape? Input, NamedShape? Output, long Begun, long Products)> _seen = new(StringComparer.Ordinal);
    private readonly List<Action> _removals = [];

    /// <summary>What came in, what went out and how many multiply-adds lay between; null where nothing passed.</summary>
    public (NamedShape Input, NamedShape Output, long Products)? Of(string name) =>
        _seen.GetValueOrDefault(name) is { Input: { } input, Output: { } output } seen ? (input, output, seen.Products) : null;

    /// <summary>How many multiply-adds lay between coming in and going out; 0 where nothing passed.</summary>
    public long ProductsOf(string name) => _seen.GetValueOrDefault(name).Products;

    /// <summary>Watches a part of one input.</summary>
    public void Add<T, TResult>(string name, object part, Func<T, NamedShape> input, Func<TResult, NamedShape> output)
    {
        var module = (Module<T, TResult>)part;
        var before = module.register_forward_pre_hook((_, x) => { Begin(name, input(x)); return x; });
        var after = module.register_forward_hook((_, _, result) => { End(name, output(result)); return result; });
        _removals.AddRange([before.remove, after.remove]);
    }

    /// <summary>Watches a fusion block.</summary>
    public void AddBlock(string name, object block)
    {
        var module = (Module<TokenSequence, IReadOnlyList<TokenSequence>, TokenSequence>)block;
        var before = module.register_forward_pre_hook((_, query, contexts) => { Begin(name, NamedShape.Of(query)); return (query, contexts); });
        var after = module.register_forward_hook((_, _, _, result) => { End(name, NamedShape.Of(result)); return result; });
        _removals.AddRange([before.remove, after.remove]);
    }

    /// <summary>Watches a loss: the vectors at its ends, and what their projectors make of them.</summary>
    public LossWatch AddLoss(string name, object loss)
    {
        var (module, seen) = ((Module<LossInputs, LossTerm>)loss, new LossWatch());
        var before = module.register_forward_pre_hook((_, inputs) => { Begin(name, null); seen.Saw(inputs); return inputs; });
        var after = module.register_forward_hook((_, _, term) => { End(name, null); return term; });
        _removals.AddRange([before.remove, after.remove, .. seen.WatchProjectors(module)]);
        return seen;
    }

    /// <summary>Counts the products of TorchSharp's own layers, which do not say so themselves.</summary>
    public void CountLayers(Module model)
    {
        foreach (var layer in model.modules().OfType<Module<Tensor, Tensor>>().Where(layer => layer is Layers.Linear or Layers.Conv1d or Layers.Conv2d or Layers.Conv3d))
        {
            var weight = layer.named_parameters(false).First(p => p.name == "weight").parameter.shape;
            var terms = weight[1..].Aggregate(1L, (product, size) => product * size);
            var hook = layer.register_forward_hook((_, _, y) => { Products.Add(y.numel(), terms); return y; });
            _removals.Add(hook.remove);
        }
    }

    public void Dispose()
    {
        foreach (var remove in _removals) remove();
        _products.Dispose();
    }

    private void Begin(string name, NamedShape? input) => _seen[name] = (input, null, _products.MultiplyAdds, 0);

    private void End(string name, NamedShape? output) =>
        _seen[name] = (_seen[name].Input, output, 0, _products.MultiplyAdds - _seen[name].Begun);
}
