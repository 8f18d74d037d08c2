using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>BERT's attention sublayer with BERT's names: LayerNorm(x + Linear(Attention(x, source))).</summary>
internal sealed class BertAttention : Module<Tensor, Tensor, AttentionView, Tensor>
{
    [ComponentName(Name = "self")] private readonly BertReading _reading;
    [ComponentName(Name = "output")] private readonly BertOutput _output;

    /// <param name="options">Heads, their width, dropout.</param>
    /// <param name="width">D of the tokens that read.</param>
    /// <param name="sourceWidth">W of the tokens that are read.</param>
    public BertAttention(QFormerOptions options, int width, int sourceWidth) : base("attention")
    {
        _reading = new BertReading(options.Heads, options.HeadWidth, width, sourceWidth);
        _output = new BertOutput(options.Heads * options.HeadWidth, width, options.Dropout);
        RegisterComponents();
    }

    /// <summary>[R, Tq, D] and [R, Tk, W] → [R, Tq, D], each of the tokens that the view computes.</summary>
    public override Tensor forward(Tensor x, Tensor source, AttentionView view) => _output.call(_reading.call(x, source, view), x);
}

/// <summary>Queries, and keys with values in one product: BERT's <c>key</c> and <c>value</c>, one above the other.</summary>
internal sealed class BertReading : Module<Tensor, Tensor, AttentionView, Tensor>
{
    private readonly int _heads;
    [ComponentName(Name = "query")] private readonly Projection _query;
    [ComponentName(Name = "key_value")] private readonly Projection _keyValue;

    public BertReading(int heads, int headWidth, int width, int sourceWidth) : base("self")
    {
        _heads = heads;
        _query = new Projection(width, heads * headWidth);
        _keyValue = new Projection(sourceWidth, 2L * heads * headWidth);
        RegisterComponents();
    }

    /// <summary>[R, Tq, D] and [R, Tk, W] → [R, Tq, H·d], each of the tokens that the view computes.</summary>
    public override Tensor forward(Tensor x, Tensor source, AttentionView view) => view.Read(_query.call(x), source, _keyValue, _heads);
}
