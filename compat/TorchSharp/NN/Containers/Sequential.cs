using System.Globalization;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Modules that run one after the other, named 0, 1, 2 and so on where no names are given.</summary>
public class Sequential : Module<Tensor, Tensor>
{
    private readonly List<IModule<Tensor, Tensor>> _modules = new();

    internal Sequential(IEnumerable<(string name, Module<Tensor, Tensor> module)> modules) : base(nameof(Sequential))
    {
        foreach (var (key, module) in modules)
        {
            append(key, module);
        }
    }

    internal Sequential(IEnumerable<Module<Tensor, Tensor>> modules) : base(nameof(Sequential))
    {
        foreach (var module in modules)
        {
            append(module);
        }
    }

    /// <summary>The given modules under the given names.</summary>
    protected Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) : this(modules.AsEnumerable())
    {
    }

    /// <summary>The given modules.</summary>
    protected Sequential(params Module<Tensor, Tensor>[] modules) : this(modules.AsEnumerable())
    {
    }

    /// <summary>How many modules there are.</summary>
    public int Count => _modules.Count;

    /// <summary>The module at a position.</summary>
    [IndexerName("SequentialItems")]
    public IModule<Tensor, Tensor> this[int index] => _modules[index];

    /// <summary>The modules of a range, shared with this one.</summary>
    [IndexerName("SequentialItems")]
    public Sequential this[Range index]
    {
        get
        {
            var (start, length) = index.GetOffsetAndLength(Count);
            return Slice(start, start + length);
        }
    }

    /// <summary>The modules from the first index up to the second, shared with this one.</summary>
    [IndexerName("SequentialItems")]
    public Sequential this[(int? start, int? end) index] => Slice(index.start ?? 0, index.end ?? Count);

    /// <summary>Adds a module under the next number.</summary>
    public Sequential append(IModule<Tensor, Tensor> module) =>
        append(_modules.Count.ToString(CultureInfo.InvariantCulture), module);

    /// <summary>Adds a module under a name.</summary>
    public Sequential append(string name, IModule<Tensor, Tensor> module)
    {
        add_module(name, (nn.Module)module);
        _modules.Add(module);
        return this;
    }

    /// <summary>Runs the modules in order; without modules it returns another view of its input.</summary>
    public override Tensor forward(Tensor tensor)
    {
        if (_modules.Count == 0)
        {
            return tensor.alias();
        }

        var value = _modules[0].call(tensor);
        for (var i = 1; i < _modules.Count; i++)
        {
            // An input is let go as soon as it has been read; what the graph still needs, the graph holds.
            var next = _modules[i].call(value);
            if (!ReferenceEquals(next, value) && !ReferenceEquals(value, tensor))
            {
                value.Dispose();
            }

            value = next;
        }

        return value;
    }

    private Sequential Slice(int start, int end)
    {
        var names = named_children().Select(entry => entry.name).ToList();
        return new(Enumerable.Range(start, end - start).Select(i => (names[i], (Module<Tensor, Tensor>)_modules[i])));
    }
}
