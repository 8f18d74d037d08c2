using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Learned seeds read the tokens (PMA, "0"), then each other (SAB, "1" …), then a linear map, if one is wanted, gives them their width.</summary>
internal sealed class SetDecoder : Module<Tensor, KeyMask?, Tensor>
{
    [ComponentName(Name = "0")] private readonly SeedPooling _pooling;
    private readonly List<Module<Tensor, Tensor>> _after = [];

    public SetDecoder(int width, int seeds, int selfBlocks, int outputWidth, SetBlock.Maker make) : base("dec")
    {
        _pooling = new SeedPooling(width, seeds, make);
        for (var i = 0; i < selfBlocks; i++) _after.Add(new SelfBlock(width, make));
        if (outputWidth > 0) _after.Add(new Projection(width, outputWidth));
        // A list is not looked into.
        for (var i = 0; i < _after.Count; i++) register_module($"{i + 1}", _after[i]);
        RegisterComponents();
    }

    /// <summary>[R, N, D] → [R, L, D'].</summary>
    public override Tensor forward(Tensor x, KeyMask? mask)
    {
        using var scope = NewDisposeScope();
        return _after.Aggregate(_pooling.call(x, mask), (tokens, next) => next.call(tokens)).to_type(x.dtype).MoveToOuterDisposeScope();
    }
}

/// <summary>Learned seeds read the tokens (PMA).</summary>
internal sealed class SeedPooling : Module<Tensor, KeyMask?, Tensor>
{
    [ComponentName(Name = "S")] private readonly Parameter _seeds;
    [ComponentName(Name = "mab")] private readonly SetBlock _read;

    public SeedPooling(int width, int seeds, SetBlock.Maker make) : base("pma")
    {
        _seeds = new Parameter(init.xavier_uniform_(empty(1, seeds, width)));
        _read = make(width, width);
        RegisterComponents();
    }

    /// <summary>[R, N, D] → [R, L, D].</summary>
    public override Tensor forward(Tensor x, KeyMask? mask) => _read.call(_seeds, x, mask);
}

/// <summary>Tokens read each other (SAB).</summary>
internal sealed class SelfBlock : Module<Tensor, Tensor>
{
    [ComponentName(Name = "mab")] private readonly SetBlock _read;

    public SelfBlock(int width, SetBlock.Maker make) : base("sab")
    {
        _read = make(width, width);
        RegisterComponents();
    }

    /// <summary>[R, L, D] → [R, L, D].</summary>
    public override Tensor forward(Tensor x) => _read.call(x, x, null);
}
