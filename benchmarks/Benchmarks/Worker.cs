using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Eegavi.Models;
using Eegavi.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Benchmarks;

/// <summary>Does what each line on standard input asks and answers with one line of JSON; <c>pytorch/worker.py</c> speaks the same.</summary>
internal sealed class Worker
{
    private readonly FusionModel _model;
    private readonly Batch _batch;
    private AdamW? _optimiser;

    private readonly ScalarType? _products;
    private readonly Device _device;

    /// <param name="products">Type of matrix products; null = float32, as the weights are.</param>
    /// <param name="device">Where it computes; null = the CPU.</param>
    /// <param name="rows">Rows B of its batch, of the default size.</param>
    /// <param name="model">The model.</param>
    public Worker(ScalarType? products = null, Device? device = null, int rows = DefaultSize.Rows, ModelSize model = ModelSize.Default)
    {
        (_products, _device) = (products, device ?? CPU);
        manual_seed(1);
        _model = model == ModelSize.Small ? SmallSize.Build() : DefaultSize.Build();
        _model.to(_device);
        _batch = (model == ModelSize.Small ? SmallSize.Batch() : DefaultSize.Batch(rows)).To(_device);
    }

    /// <summary>Serves until the input ends.</summary>
    public void Serve(TextReader requests, TextWriter answers)
    {
        while (requests.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var count = words.Length > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : 1;
            answers.WriteLine(JsonSerializer.Serialize(Answer(words[0], count)));
            answers.Flush();
        }
    }

    /// <summary>Writes weights, inputs, logits and gradients as safetensors, for <c>pytorch/check.py</c>.</summary>
    public void Export(string folder)
    {
        Directory.CreateDirectory(folder);
        using var scope = NewDisposeScope();
        ModuleWeights.Save(_model, Path.Combine(folder, "weights.safetensors"));
        Write("inputs", _batch.Modalities.Select(window => (window.Key, window.Value.Values)));
        _model.eval();
        Write("logits", [("logits", Logits().detach())]);
        Loss().backward();
        Write("gradients", _model.named_parameters().Select(p => (p.name, p.parameter.grad!)));

        void Write(string name, IEnumerable<(string, Tensor)> tensors) => SafetensorsWriter.Write(Path.Combine(folder, $"{name}.safetensors"), tensors);
    }

    private object Answer(string request, int count) => request switch
    {
        "step" => new { seconds = Step(count), tensors = Tensor.TotalCount },
        "infer" => new { seconds = Infer(count), tensors = Tensor.TotalCount },
        "memory" => new { bytes = ProcessMemory.Peak() },
        "parameters" => new { count = _model.parameters().Sum(p => p.numel()) },
        "rate" => new { float32 = Products.Rate(ScalarType.Float32), bfloat16 = Products.Rate(ScalarType.BFloat16) },
        _ => throw new ArgumentException($"Expected step, infer, memory, parameters or rate; got '{request}'."),
    };

    private double[] Step(int count)
    {
        _model.train();
        _optimiser ??= new AdamW([(new GroupKey(1, Decays: true), [.. _model.parameters()])], weightDecay: 0.01);
        return Timed(TrainOnce, count);
    }

    private double[] Infer(int count)
    {
        _model.eval();
        using var _ = no_grad();
        return Timed(() => Logits(), count);
    }

    private void TrainOnce()
    {
        using (NewDisposeScope()) Loss().backward();
        _optimiser!.Step(1e-4);
        _optimiser.ClearGradients();
    }

    private Tensor Loss() => nn.functional.cross_entropy(Logits(), _batch.Labels[DefaultSize.Head].Values);

    private Tensor Logits() => _model.call(_batch).Predictions[DefaultSize.Head];

    private double[] Timed(Action work, int count)
    {
        var seconds = new double[count];
        for (var i = 0; i < count; i++)
        {
            using var scope = NewDisposeScope();
            using var precision = Precision.Use(_products);
            var watch = Stopwatch.StartNew();
            work();
            if (_device.type == DeviceType.CUDA) cuda.synchronize();
            seconds[i] = watch.Elapsed.TotalSeconds;
        }
        return seconds;
    }
}
