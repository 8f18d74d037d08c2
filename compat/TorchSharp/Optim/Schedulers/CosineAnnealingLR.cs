namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Half a cosine from the initial rate down to a least one, and back again.</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _epochs, _least;

                    /// <summary>Down within <paramref name="T_max"/> epochs.</summary>
                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_epochs, _least) = (T_max, eta_min);
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0)
                        {
                            return Rates();
                        }

                        if ((_last_epoch - 1 - _epochs) % (2 * _epochs) == 0)
                        {
                            var up = (1 - Math.Cos(Math.PI / _epochs)) / 2;
                            return Rates().Zip(_base_lrs, (rate, first) => rate + ((first - _least) * up));
                        }

                        var factor = (1 + Math.Cos(Math.PI * _last_epoch / _epochs)) / (1 + Math.Cos(Math.PI * (_last_epoch - 1) / _epochs));
                        return Rates().Select(rate => (factor * (rate - _least)) + _least);
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        _base_lrs.Select(first => _least + ((first - _least) * (1 + Math.Cos(Math.PI * _last_epoch / _epochs)) / 2));
                }
            }
        }
    }
}
