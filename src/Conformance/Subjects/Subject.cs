using Eegavi.Plugins;
using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>A part under test: how one is made, fed and read. There is one such class for each kind of part; the rules know no kinds.</summary>
internal abstract class Subject(PartInfo part, OptionSource options)
{
    public PartInfo Part => part;

    /// <summary>How many sets of options there are before any is drawn.</summary>
    public int Sets => options.Count;

    /// <summary>Whether the options of a case are the part's own, which must work, and not drawn ones.</summary>
    public bool MustWork(Case of) => of.Options.Count == 0 && of.Options.Set < options.Own;

    /// <summary>The options of a case.</summary>
    public object? Options(Case of) => options.Of(of.Options);

    /// <summary>Sizes for a case.</summary>
    public abstract PartSizes Sizes(Case of);

    /// <summary>A new part, the same for one seed. Not to be called inside a dispose scope.</summary>
    public nn.Module Make(Case of, int? seed = null)
    {
        manual_seed(seed ?? of.Seed);
        return (nn.Module)Create(of);
    }

    /// <summary>What goes into it, the same for one case. Widths, types and masks are those of the case.</summary>
    public IReadOnlyList<Strand> Inputs(nn.Module module, Case of)
    {
        manual_seed(of.Seed + 1);
        return MakeInputs(module, of);
    }

    /// <summary>Runs the part.</summary>
    public abstract IReadOnlyList<Strand> Call(nn.Module module, IReadOnlyList<Strand> inputs);

    /// <summary>What is wrong with the shapes and types of what came out; null = nothing.</summary>
    public abstract string? WrongShape(nn.Module module, IReadOnlyList<Strand> inputs, IReadOnlyList<Strand> outputs);

    /// <summary>False where rows are compared with each other on purpose, so that only their order must not matter.</summary>
    public virtual bool RowsAreIndependent => true;

    /// <summary>Tensors that the suite itself makes while it calls the part.</summary>
    public virtual int MadeByCalling => 0;

    /// <summary>The same with masked tokens added; null where the kind has no tokens.</summary>
    public virtual IReadOnlyList<Strand>? Padded(IReadOnlyList<Strand> inputs) => [.. inputs.Select(strand => strand.Real is null ? strand : strand.Padded(1, 3))];

    protected abstract object Create(Case of);

    protected abstract IReadOnlyList<Strand> MakeInputs(nn.Module module, Case of);

    /// <summary>A sentence for a tensor that is not as the contract says; null where it is.</summary>
    protected static string? Expect(string name, Tensor tensor, long[] shape, ScalarType type) =>
        !tensor.shape.SequenceEqual(shape) ? $"{name} is [{string.Join(", ", tensor.shape)}] in place of [{string.Join(", ", shape)}]"
        : tensor.dtype != type ? $"{name} is of type {tensor.dtype} in place of {type}" : null;

    protected static string? First(params IEnumerable<string?> problems) => problems.FirstOrDefault(problem => problem is not null);
}

/// <summary>A part of one kind under test.</summary>
internal abstract class Subject<TKind>(PartInfo part, OptionSource options, IParts parts) : Subject(part, options) where TKind : class, IPart
{
    protected sealed override object Create(Case of) => parts.Create(new Part<TKind>(Part.Name, Options(of)), Sizes(of));

    protected static TKind As(nn.Module module) => (TKind)(object)module;
}
